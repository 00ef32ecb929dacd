import {
  hardwareProfiles,
  KubernetesObject,
} from '@greenroom/backstage-plugin-greenroom-node';
import { profileOf } from './clusterProfiles';

const CLUSTER = { name: 'prod', namespaces: ['opendatahub'] };

const size = (
  identifier: string,
  defaultCount: unknown,
  minCount: unknown,
  maxCount?: unknown,
) => ({
  identifier,
  displayName: identifier,
  defaultCount,
  minCount,
  maxCount,
});

const CPU = size('cpu', 2, 1, '8');
const MEMORY = size('memory', '8Gi', '2Gi', '32Gi');
const GPU = {
  ...size('nvidia.com/gpu', 1, '1', 4),
  displayName: 'NVIDIA A100',
  resourceType: 'Accelerator',
};

/** As the dashboard of Open Data Hub writes them. */
const aProfile = (
  spec: object,
  annotations: Record<string, string> = {},
  metadata: object = {},
): KubernetesObject => ({
  apiVersion: 'infrastructure.opendatahub.io/v1',
  kind: 'HardwareProfile',
  metadata: {
    name: 'a100',
    namespace: 'opendatahub',
    resourceVersion: '1309350',
    generation: 3,
    annotations,
    ...metadata,
  },
  spec,
});
const read = (...profile: Parameters<typeof aProfile>) =>
  profileOf(hardwareProfiles.project(aProfile(...profile))!, CLUSTER);

describe('profiles of HardwareProfiles', () => {
  it('have sizes, a device, where it is found, and what they were read from', () => {
    expect(
      read(
        {
          identifiers: [CPU, MEMORY, GPU],
          scheduling: {
            type: 'Node',
            node: {
              nodeSelector: { 'nvidia.com/gpu.product': 'A100' },
              tolerations: [
                {
                  key: 'nvidia.com/gpu',
                  operator: 'Exists',
                  effect: 'NoExecute',
                  tolerationSeconds: 60,
                },
                { key: 'sla', operator: 'Gt', value: '900', effect: '' },
              ],
            },
          },
        },
        {
          'opendatahub.io/display-name': 'One A100',
          'opendatahub.io/description': 'For training',
          'opendatahub.io/disabled': 'false',
        },
      ),
    ).toEqual({
      name: 'a100',
      version: '3',
      title: 'One A100',
      description: 'For training',
      lifecycle: 'supported',
      cpu: { default: '2', min: '1', max: '8' },
      memory: { default: '8Gi', min: '2Gi', max: '32Gi' },
      accelerator: {
        resource: 'nvidia.com/gpu',
        product: 'NVIDIA A100',
        count: { default: 1, min: 1, max: 4 },
      },
      nodeSelector: { 'nvidia.com/gpu.product': 'A100' },
      tolerations: [
        {
          key: 'nvidia.com/gpu',
          operator: 'Exists',
          effect: 'NoExecute',
          tolerationSeconds: 60,
        },
        { key: 'sla', operator: 'Gt', value: '900' },
      ],
      cluster: 'prod',
      origin: { namespace: 'opendatahub', resourceVersion: '1309350' },
    });
  });

  it('are of their own namespace alone, where that is not the dashboard’s', () => {
    const namespace = 'fraud';
    expect(
      read({ identifiers: [CPU, MEMORY] }, {}, { namespace }),
    ).toMatchObject({ namespace, origin: { namespace } });
  });

  it.each<[string, object | undefined, object | undefined]>([
    ['no scheduling', undefined, undefined],
    [
      'a queue',
      {
        type: 'Queue',
        kueue: { localQueueName: 'team', priorityClass: 'high' },
      },
      { name: 'team', priorityClass: 'high' },
    ],
    [
      'a queue without priority, as the dashboard writes it',
      {
        type: 'Queue',
        kueue: { localQueueName: 'team', priorityClass: 'None' },
      },
      { name: 'team' },
    ],
    ['a queue without a name', { type: 'Queue', kueue: {} }, undefined],
  ])('wait where they say: %s', (_, scheduling, queue) => {
    const found = read({ identifiers: [CPU, MEMORY], scheduling });
    expect(found?.queue).toEqual(queue);
    expect(found).toMatchObject({ name: 'a100' });
  });

  it.each([
    [undefined, undefined],
    ['[]', undefined],
    ['not JSON', undefined],
    ['"workbench"', undefined],
    ['["workbench"]', ['Workbench']],
    ['["model-serving","workbench"]', ['ModelServer', 'Workbench']],
    ['["pipelines"]', []],
  ])('seen in %s are for %j', (visibility, kinds) => {
    expect(
      read(
        { identifiers: [CPU, MEMORY] },
        visibility === undefined
          ? {}
          : { 'opendatahub.io/dashboard-feature-visibility': visibility },
      )?.for,
    ).toEqual(kinds);
  });

  it.each([
    ['false', 'supported'],
    ['true', 'blocked'],
    ['', 'blocked'],
  ])('disabled: "%s" are %s', (disabled, lifecycle) => {
    expect(
      read(
        { identifiers: [CPU, MEMORY] },
        { 'opendatahub.io/disabled': disabled },
      )?.lifecycle,
    ).toBe(lifecycle);
  });

  it('without a bound have that of everything', () => {
    expect(
      read({
        identifiers: [
          size('cpu', '500m', 0),
          size('memory', '1Gi', '1Mi', '100Ti'),
          size('amd.com/gpu', '2', 0),
        ],
      }),
    ).toMatchObject({
      cpu: { default: '500m', min: '10m', max: '512' },
      memory: { default: '1Gi', min: '16Mi', max: '16Ti' },
      accelerator: { count: { default: 2, min: 0, max: 64 } },
    });
  });

  it('with a bound that is too small allow no more than that', () => {
    expect(
      read({ identifiers: [CPU, size('memory', '8Gi', '2Gi', '32')] })?.memory,
    ).toEqual({ default: '8Gi', min: '2Gi', max: '16Mi' });
  });

  it.each<[string, unknown]>([
    ['no identifiers', undefined],
    ['something else than a list', 'cpu'],
    ['no memory', [CPU]],
    ['an identifier that is none', [CPU, MEMORY, null]],
    ['a size without a number', [size('cpu', undefined, 1), MEMORY]],
    ['a size that is no number', [size('cpu', { a: 1 }, 1), MEMORY]],
    ['a most that is no number', [size('cpu', 2, 1, 'eight'), MEMORY]],
    [
      'a most of devices that is no number',
      [CPU, MEMORY, size('a.b/c', 1, 1, 'four')],
    ],
    ['less memory than a pod can do with', [CPU, size('memory', 8, 1)]],
    ['a device without a number', [CPU, MEMORY, size('a.b/c', null, 1)]],
    ['half a device', [CPU, MEMORY, size('nvidia.com/gpu', '500m', 0)]],
    ['too many devices', [CPU, MEMORY, size('nvidia.com/gpu', 65, 1)]],
    ['two kinds of devices', [CPU, MEMORY, GPU, size('rdma/ib', 1, 1)]],
    ['what is no device', [CPU, MEMORY, size('ephemeral-storage', '1Gi', 0)]],
  ])('are none of one with %s', (_, identifiers) => {
    expect(read({ identifiers })).toBeUndefined();
  });

  it.each([
    ['a toleration that Kubernetes does not know', [{ operator: 'Like' }]],
    ['an effect that it does not know', [{ key: 'a', effect: 'Never' }]],
  ])('are none of one with %s', (_, tolerations) => {
    expect(
      read({
        identifiers: [CPU, MEMORY],
        scheduling: { type: 'Node', node: { tolerations } },
      }),
    ).toBeUndefined();
  });

  it('are none of one whose name no declaration could say', () => {
    const name = 'a'.repeat(64);
    expect(read({ identifiers: [CPU, MEMORY] }, {}, { name })).toBeUndefined();
  });
});
