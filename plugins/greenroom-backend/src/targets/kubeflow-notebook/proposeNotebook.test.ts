import { standards as standardsSchema } from '@greenroom/backstage-plugin-greenroom-common';
import { proposeNotebook } from './proposeNotebook';

const standards = standardsSchema.parse({
  hardwareProfiles: [
    {
      name: 'small',
      cpu: { default: '1', min: '500m', max: '2' },
      memory: { default: '2Gi', max: '4Gi' },
    },
    {
      name: 'large',
      cpu: { default: '4', max: '8' },
      memory: { default: '16Gi', max: '64Gi' },
    },
    {
      name: 'served',
      for: ['ModelServer'],
      cpu: { default: '6' },
      memory: { default: '24Gi' },
    },
    {
      name: 'a100',
      cpu: { default: '8' },
      memory: { default: '64Gi' },
      accelerator: {
        resource: 'nvidia.com/gpu',
        product: 'NVIDIA A100',
        count: { default: 1, max: 4 },
      },
    },
  ],
  workbenchImages: [
    { name: 'pytorch', version: '1', ref: 'registry.example.org/pytorch:1' },
    {
      name: 'old',
      version: '1',
      lifecycle: 'blocked',
      ref: 'registry.example.org/old:1',
    },
  ],
});

const aNotebook = (
  container: object = {},
  {
    volumes = [],
    annotations = {},
    beside = [],
  }: {
    volumes?: object[];
    annotations?: Record<string, string>;
    beside?: object[];
  } = {},
) => ({
  apiVersion: 'kubeflow.org/v1',
  kind: 'Notebook',
  metadata: { name: 'explore', namespace: 'fraud', annotations },
  spec: {
    template: {
      spec: {
        containers: [
          {
            name: 'explore',
            image: 'registry.example.org/pytorch:1',
            ...container,
          },
          ...beside,
        ],
        volumes,
      },
    },
  },
});
const propose = (...notebook: Parameters<typeof aNotebook>) =>
  proposeNotebook(aNotebook(...notebook), standards);
const requests = (amounts: Record<string, string>) => ({
  resources: { requests: amounts, limits: amounts },
});

describe('proposeNotebook', () => {
  it('names the standard with the same image, and the profile that admits its sizes', () => {
    expect(
      propose(requests({ cpu: '8', memory: '32Gi' }), {
        annotations: { 'openshift.io/display-name': 'Explore' },
      }),
    ).toEqual({
      spec: {
        title: 'Explore',
        image: { name: 'pytorch', version: '1' },
        hardware: { profile: 'large', cpu: '8', memory: '32Gi' },
      },
      notes: [],
    });
  });

  it('prefers the profile that Open Data Hub noted, when it admits the sizes', () => {
    const named = (name: string, cpu: string) =>
      propose(requests({ cpu, memory: '16Gi' }), {
        annotations: { 'opendatahub.io/hardware-profile-name': name },
      }).spec.hardware.profile;
    expect(named('large', '4')).toBe('large');
    expect(named('small', '4')).toBe('large');
  });

  it('counts its accelerators', () => {
    expect(
      propose(requests({ cpu: '8', memory: '64Gi', 'nvidia.com/gpu': '2' }))
        .spec.hardware,
    ).toEqual({ profile: 'a100', count: 2 });
  });

  it('proposes the nearest when no profile admits it, so that the check names the field', () => {
    expect(
      propose(requests({ cpu: '96', 'nvidia.com/gpu': '8' })).spec.hardware,
    ).toEqual({ profile: 'a100', count: 8, cpu: '96' });
  });

  it('says which device no profile offers', () => {
    expect(() => propose(requests({ 'amd.com/gpu': '1' }))).toThrow(
      /No hardware profile for workbenches offers amd\.com\/gpu/,
    );
  });

  it('takes an image by reference that is no standard, or one that is blocked', () => {
    for (const image of [
      'registry.example.org/team/own:3',
      'registry.example.org/old:1',
    ]) {
      expect(propose({ image }).spec.image).toEqual({ ref: image });
    }
  });

  it('mounts its claims as they are, and says what it leaves', () => {
    expect(
      propose(
        {
          volumeMounts: [
            { name: 'data', mountPath: '/opt/app-root/src/' },
            { name: 'part', mountPath: '/part', subPath: 'a' },
            { name: 'shm', mountPath: '/dev/shm' },
          ],
          env: [{ name: 'NB_PREFIX' }, { name: 'LOG_LEVEL' }],
          envFrom: [{ secretRef: { name: 's3' } }],
        },
        {
          volumes: [
            {
              name: 'data',
              persistentVolumeClaim: { claimName: 'explore-storage' },
            },
            { name: 'part', persistentVolumeClaim: { claimName: 'shared' } },
            { name: 'shm', emptyDir: { medium: 'Memory' } },
          ],
          beside: [{ name: 'oauth-proxy', image: 'a' }],
        },
      ),
    ).toMatchObject({
      spec: {
        storage: [
          {
            name: 'explore-storage',
            existing: 'explore-storage',
            mountPath: '/opt/app-root/src',
          },
        ],
      },
      notes: [
        'Claim shared stays mounted at /part.',
        'Container oauth-proxy stays beside it.',
        'Environment variables stay: LOG_LEVEL.',
        'Environment from Secrets and ConfigMaps stays.',
      ],
    });
  });

  it('refuses one whose container would stay beside ours', () => {
    expect(() => propose({ name: 'main' })).toThrow(
      /has no container of its own name/,
    );
  });
});
