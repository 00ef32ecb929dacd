import { HardwareProfile } from './standards';

const WORDS: Record<string, string> = {
  pods: 'Pods',
  services: 'Services',
  persistentvolumeclaims: 'Volumes',
  cpu: 'CPU',
  memory: 'Memory',
  storage: 'Storage',
};

/** What a vendor's devices are called when they are of several products. */
const DEVICES: Record<string, string> = {
  'nvidia.com/gpu': 'NVIDIA GPU',
  'amd.com/gpu': 'AMD GPU',
  'habana.ai/gaudi': 'Intel Gaudi',
  'gpu.intel.com/i915': 'Intel GPU',
  'gpu.intel.com/xe': 'Intel GPU',
  'aws.amazon.com/neuron': 'AWS Neuron',
  'google.com/tpu': 'Google TPU',
};

/**
 * What people call a resource of a quota: `requests.cpu` is `CPU`, and
 * accelerators are called as the hardware profiles call them.
 */
export function quotaName(
  resource: string,
  profiles: readonly HardwareProfile[] = [],
): string {
  const [, bound, plain] = /^(?:(requests|limits)\.)?(.*)$/.exec(resource)!;
  const word = WORDS[plain] ?? acceleratorName(plain, profiles);
  return bound === 'limits' ? `${word} (limit)` : word;
}

/** The product where all profiles mean the same one, else the vendor's general name; the resource where neither is known. */
function acceleratorName(
  resource: string,
  profiles: readonly HardwareProfile[],
): string {
  const products = new Set(
    profiles.flatMap(({ accelerator }) =>
      accelerator?.resource === resource ? accelerator.product : [],
    ),
  );
  if (products.size === 1) return [...products][0];
  return DEVICES[resource] ?? resource;
}
