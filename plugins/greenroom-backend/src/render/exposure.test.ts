import {
  aCluster,
  aRenderContext,
  aWorkbench,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { OwnExposure } from '@greenroom/backstage-plugin-greenroom-node';
import { browserUrl, exposureOf } from './exposure';

const HTTP_ROUTES = 'gateway.networking.k8s.io/v1/HTTPRoute';
const workbench = aWorkbench({ id: '7f0c1a52-0000-4000-8000-000000000000' });
const path = '/notebook/fraud/explore';
const HOST = 'explore-7f0c1a52.wb.example.org';
const gateway: OwnExposure['via'] = {
  type: 'gateway',
  name: 'public',
  namespace: 'gateways',
};

function context(
  via: OwnExposure['via'] | undefined,
  { hasToken = true, served = [HTTP_ROUTES] } = {},
) {
  const exposure = via && { hostSuffix: 'wb.example.org', via };
  return aRenderContext({
    cluster: { ...aCluster(...served), exposure },
    resolved: resolvedStandards(hasToken ? { authentication: 'token' } : {}),
  });
}
const rendered = (...args: Parameters<typeof context>) =>
  exposureOf(workbench, context(...args), path).map(({ object }) => object);

describe('exposure', () => {
  it('is a route of the Gateway API, under a host of its own', () => {
    expect(rendered(gateway)).toMatchObject([
      {
        kind: 'HTTPRoute',
        metadata: { name: 'explore', namespace: 'fraud' },
        spec: {
          hostnames: [HOST],
          parentRefs: [{ name: 'public', namespace: 'gateways' }],
          rules: [
            {
              matches: [{ path: { type: 'PathPrefix', value: path } }],
              backendRefs: [{ name: 'explore', port: 80 }],
            },
          ],
        },
      },
    ]);
  });

  it('is an Ingress with TLS', () => {
    const via = {
      type: 'ingress',
      className: 'nginx',
      tlsSecret: 'wb',
    } as const;
    expect(rendered(via)).toMatchObject([
      {
        kind: 'Ingress',
        spec: {
          ingressClassName: 'nginx',
          tls: [{ hosts: [HOST], secretName: 'wb' }],
          rules: [{ host: HOST }],
        },
      },
    ]);
  });

  it('is a Route of OpenShift, which sends nobody in without TLS', () => {
    const served = ['route.openshift.io/v1/Route'];
    expect(rendered({ type: 'route' }, { served })).toMatchObject([
      {
        apiVersion: 'route.openshift.io/v1',
        kind: 'Route',
        metadata: { name: 'explore', namespace: 'fraud' },
        spec: {
          host: HOST,
          path,
          to: { kind: 'Service', name: 'explore' },
          tls: {
            termination: 'edge',
            insecureEdgeTerminationPolicy: 'Redirect',
          },
        },
      },
    ]);
    expect(rendered({ type: 'route' })).toEqual([]);
  });

  it('has an address by https, under the configured suffix', () => {
    expect(browserUrl(workbench, context(gateway), path)).toBe(
      `https://${HOST}/notebook/fraud/explore/`,
    );
  });

  it.each<[string, Parameters<typeof context>]>([
    ['where none is configured', [undefined]],
    ['of what has no token of ours', [gateway, { hasToken: false }]],
    ['where the cluster has no Gateway API', [gateway, { served: [] }]],
  ])('is not made %s', (_, args) => {
    expect(rendered(...args)).toEqual([]);
    expect(browserUrl(workbench, context(...args), path)).toBeUndefined();
  });

  it('gives two workbenches two hosts, whatever they are called', () => {
    const hosts = [
      aWorkbench({ id: 'aaaaaaaa-1', project: 'a-b', name: 'c' }),
      aWorkbench({ id: 'bbbbbbbb-1', project: 'b', name: 'c' }),
    ].map(each => browserUrl(each, context(gateway), ''));
    expect(new Set(hosts).size).toBe(2);
  });
});
