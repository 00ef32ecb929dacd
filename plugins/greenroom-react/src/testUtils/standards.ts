import {
  HardwareProfile,
  ServingRuntime,
  WorkbenchImage,
} from '@greenroom/backstage-plugin-greenroom-common';

/** Profile `nvidia-a100`, with one to eight accelerators. */
export function aHardwareProfile(
  profile: Partial<HardwareProfile> = {},
): HardwareProfile {
  return {
    name: 'nvidia-a100',
    title: 'NVIDIA A100',
    version: '1',
    lifecycle: 'recommended',
    cpu: { default: '4' },
    memory: { default: '16Gi' },
    accelerator: {
      resource: 'nvidia.com/gpu',
      product: 'NVIDIA A100 80GB',
      count: { default: 1, min: 1, max: 8 },
    },
    ...profile,
  };
}

/** Image `pytorch`, version 2026.2. */
export function anImage(image: Partial<WorkbenchImage> = {}): WorkbenchImage {
  return {
    name: 'pytorch',
    title: 'PyTorch',
    version: '2026.2',
    lifecycle: 'recommended',
    ref: 'registry.example.org/pytorch@sha256:0',
    software: ['Python 3.12', 'PyTorch 2.9'],
    ...image,
  };
}

/** Runtime `vllm`. */
export function aRuntime(
  runtime: Partial<ServingRuntime> = {},
): ServingRuntime {
  return {
    name: 'vllm',
    title: 'vLLM',
    version: '0.11',
    lifecycle: 'recommended',
    image: 'registry.example.org/vllm@sha256:0',
    downloader: 'registry.example.org/kserve/storage-initializer:v0.15.2',
    modelFormats: ['vLLM'],
    protocol: 'openai',
    port: 8080,
    args: [],
    readyPath: '/health',
    ...runtime,
  };
}
