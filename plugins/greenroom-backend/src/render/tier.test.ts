import {
  aModelServer,
  aRenderContext,
  aWorkbench,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import {
  Declaration,
  ProjectTier,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { builtInTargets } from '../targets';
import { tierParts } from './tier';

const plain = resolvedStandards().tier!;
const rich: ProjectTier = {
  ...plain,
  pullSecrets: ['company-registry'],
  caBundle: { configMap: 'company-ca', key: 'ca.pem' },
  proxy: { https: 'http://proxy.example.org:3128', noProxy: ['.example.org'] },
  mirrors: {
    pip: 'https://pip.example.org',
    huggingFace: 'https://hf.example',
  },
};

const declarations: Partial<Record<string, Declaration>> = {
  Workbench: aWorkbench(),
  ModelServer: aModelServer(),
};
const targets = builtInTargets
  .filter(({ kind }) => declarations[kind])
  .map((target): [string, Target] => [target.id, target]);

const rendered = (target: Target, tier: ProjectTier | undefined) =>
  JSON.stringify(
    target.render(
      declarations[target.kind]!,
      aRenderContext({ resolved: resolvedStandards({ tier }) }),
    ),
  );

describe('tierParts', () => {
  it('gives addresses in both cases, and never sends what is in the cluster to a proxy', () => {
    const { variables } = tierParts({ tier: rich });
    const values = Object.fromEntries(
      variables.map(({ name, value }) => [name, value]),
    );
    const direct = 'localhost,127.0.0.1,.svc,.cluster.local,.example.org';
    expect(values).toMatchObject({
      HTTPS_PROXY: 'http://proxy.example.org:3128',
      https_proxy: 'http://proxy.example.org:3128',
      NO_PROXY: direct,
      no_proxy: direct,
      PIP_INDEX_URL: 'https://pip.example.org',
      UV_DEFAULT_INDEX: 'https://pip.example.org',
      HF_ENDPOINT: 'https://hf.example',
      SSL_CERT_FILE: '/etc/greenroom/ca/ca.pem',
      REQUESTS_CA_BUNDLE: '/etc/greenroom/ca/ca.pem',
    });
    expect(values).not.toHaveProperty('HTTP_PROXY');
  });

  it.each(targets)('reaches every workload of target %s', (_id, target) => {
    const text = rendered(target, rich);
    expect(text).toContain('"imagePullSecrets":[{"name":"company-registry"}]');
    expect(text).toContain('"name":"PIP_INDEX_URL"');
    expect(text).toContain('"configMap":{"name":"company-ca"');
    // The container that downloads a model has to get out as well.
    const mounts = text.split('"mountPath":"/etc/greenroom/ca"').length - 1;
    expect(mounts).toBe(target.kind === 'ModelServer' ? 2 : 1);
  });

  it.each(targets)(
    'changes no pod of target %s where the tier sets nothing of it',
    (_id, target) => {
      const before = rendered(target, undefined);
      const bounded: ProjectTier = {
        ...plain,
        accelerators: ['nvidia.com/gpu'],
        limits: { max: { cpu: '96' } },
        clusterQueue: 'gpus',
        costCentre: '4711',
        ttl: '90d',
      };
      expect(rendered(target, plain)).toBe(before);
      expect(rendered(target, bounded)).toBe(before);
    },
  );
});
