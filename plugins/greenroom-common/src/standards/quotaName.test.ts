import { quotaName } from './quotaName';
import { HardwareProfile, standards } from './standards';

const profile = (
  name: string,
  resource: string,
  product: string,
): HardwareProfile =>
  standards.parse({
    hardwareProfiles: [
      {
        name,
        cpu: { default: '1' },
        memory: { default: '1Gi' },
        accelerator: { resource, product, count: { default: 1 } },
      },
    ],
  }).hardwareProfiles[0];

const A100 = profile('a100', 'nvidia.com/gpu', 'NVIDIA A100 80GB');
const A100_LARGE = { ...A100, name: 'a100-large' };
const H100 = profile('h100', 'nvidia.com/gpu', 'NVIDIA H100 80GB');
const SLICE = profile('slice', 'nvidia.com/mig-1g.10gb', 'A slice of an A100');
const ODD = profile('odd', 'example.org/card', 'Card A');

describe('quotaName', () => {
  it.each([
    ['requests.cpu', 'CPU'],
    ['limits.memory', 'Memory (limit)'],
    ['persistentvolumeclaims', 'Volumes'],
    ['count/jobs.batch', 'count/jobs.batch'],
  ])('calls %s %s', (resource, name) => {
    expect(quotaName(resource)).toBe(name);
  });

  it.each<[string, string, HardwareProfile[], string]>([
    [
      'the one product of its profiles',
      'requests.nvidia.com/gpu',
      [A100, A100_LARGE, SLICE],
      'NVIDIA A100 80GB',
    ],
    [
      'the vendor’s devices when products differ',
      'requests.nvidia.com/gpu',
      [A100, H100],
      'NVIDIA GPU',
    ],
    [
      'each slice by itself',
      SLICE.accelerator!.resource,
      [A100, SLICE],
      'A slice of an A100',
    ],
    [
      'the vendor’s devices without a profile',
      'amd.com/gpu',
      [A100],
      'AMD GPU',
    ],
    [
      'its resource when nobody has a word for it',
      'example.org/card',
      [],
      'example.org/card',
    ],
    [
      'its resource when words differ and no vendor is known',
      'example.org/card',
      [
        ODD,
        { ...ODD, accelerator: { ...ODD.accelerator!, product: 'Card B' } },
      ],
      'example.org/card',
    ],
  ])('calls an accelerator %s', (_, resource, profiles, name) => {
    expect(quotaName(resource, profiles)).toBe(name);
  });
});
