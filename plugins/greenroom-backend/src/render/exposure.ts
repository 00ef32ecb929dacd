import {
  Declaration,
  ResolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  ClusterCapabilities,
  KubernetesObject,
  Manifest,
  ObjectMeta,
  OwnExposure,
  RenderContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { assetLabels } from './labels';
import { owned } from './manifest';

const GATEWAY_API = 'gateway.networking.k8s.io/v1';
const ROUTE_API = 'route.openshift.io/v1';

interface Exposed {
  via: OwnExposure['via'];
  host: string;
}

/**
 * Under which host browsers reach a workbench; undefined when they do not. Only
 * what has a token of ours is exposed: of others nobody knows whom they let in.
 */
function exposed(
  { id, name }: Declaration<'Workbench'>,
  { exposure, serves }: ClusterCapabilities,
  { authentication }: ResolvedStandards,
): Exposed | undefined {
  if (!exposure || authentication !== 'token') return undefined;
  if (!('hostSuffix' in exposure)) return undefined;
  const { hostSuffix, via } = exposure;
  const { type } = via;
  if (type === 'gateway' && !serves(GATEWAY_API, 'HTTPRoute')) return undefined;
  if (type === 'route' && !serves(ROUTE_API, 'Route')) return undefined;
  // Names and projects alone could be put together to the same host; the id tells them apart.
  return { via, host: `${name}-${id.slice(0, 8)}.${hostSuffix}` };
}

/** Address of a workbench for browsers, with its path. */
export function browserUrl(
  workbench: Declaration<'Workbench'>,
  {
    cluster,
    resolved,
  }: { cluster: ClusterCapabilities; resolved: ResolvedStandards },
  path: string,
): string | undefined {
  const found = exposed(workbench, cluster, resolved);
  return found && `https://${found.host}${path}/`;
}

/** The route from the cluster's gateway or ingress to the Service of a workbench. */
export function exposureOf(
  workbench: Declaration<'Workbench'>,
  { namespace, cluster, resolved }: RenderContext,
  path: string,
): Manifest[] {
  const found = exposed(workbench, cluster, resolved);
  if (!found) return [];
  const { name } = workbench;
  const { via, host } = found;
  const metadata = { name, namespace, labels: assetLabels(workbench) };
  switch (via.type) {
    case 'gateway':
      return [owned(httpRoute(metadata, host, path, via))];
    case 'route':
      return [owned(route(metadata, host, path))];
    default:
      return [owned(ingress(metadata, host, path, via))];
  }
}

function httpRoute(
  metadata: ObjectMeta,
  host: string,
  path: string,
  gateway: Extract<OwnExposure['via'], { type: 'gateway' }>,
): KubernetesObject {
  const { name, namespace, section } = gateway;
  return {
    apiVersion: GATEWAY_API,
    kind: 'HTTPRoute',
    metadata,
    spec: {
      hostnames: [host],
      parentRefs: [
        { name, namespace, ...(section && { sectionName: section }) },
      ],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: path } }],
          backendRefs: [{ name: metadata.name, port: 80 }],
        },
      ],
    },
  };
}

function route(
  metadata: ObjectMeta,
  host: string,
  path: string,
): KubernetesObject {
  return {
    apiVersion: ROUTE_API,
    kind: 'Route',
    metadata,
    spec: {
      host,
      path,
      to: { kind: 'Service', name: metadata.name, weight: 100 },
      tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' },
      wildcardPolicy: 'None',
    },
  };
}

function ingress(
  metadata: ObjectMeta,
  host: string,
  path: string,
  { className, tlsSecret }: Extract<OwnExposure['via'], { type: 'ingress' }>,
): KubernetesObject {
  const backend = { service: { name: metadata.name, port: { number: 80 } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata,
    spec: {
      ...(className && { ingressClassName: className }),
      tls: [{ hosts: [host], ...(tlsSecret && { secretName: tlsSecret }) }],
      rules: [
        {
          host,
          http: { paths: [{ path, pathType: 'Prefix', backend }] },
        },
      ],
    },
  };
}
