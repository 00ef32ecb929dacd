import {
  HardwareProfile,
  ResolvedStandards,
  ServingRuntime,
} from '@greenroom/backstage-plugin-greenroom-common';

/** What a small platform offers, as it stands in app-config under `greenroom.standards`. */
export const PLATFORM_STANDARDS = {
  hardwareProfiles: [
    {
      name: 'small-cpu',
      cpu: { default: '1', min: '250m', max: '4' },
      memory: { default: '2Gi', max: '8Gi', min: '1Gi' },
    },
    {
      name: 'nvidia-a100',
      cpu: { default: '8' },
      memory: { default: '64Gi' },
      accelerator: {
        resource: 'nvidia.com/gpu',
        product: 'NVIDIA A100',
        count: { default: 1, min: 1, max: 8 },
      },
    },
  ],
  workbenchImages: [
    {
      name: 'pytorch',
      version: '2026.1',
      ref: 'registry.example.org/pytorch:1',
    },
    {
      name: 'pytorch',
      version: '2026.2',
      ref: 'registry.example.org/pytorch:2',
    },
  ],
  policy: {
    imageRegistries: ['registry.example.org/fraud'],
    requireDigest: true,
  },
};

/** Profile `nvidia-a100`: 1 to 8 devices. */
export function aHardwareProfile(
  overrides: Partial<HardwareProfile> = {},
): HardwareProfile {
  return {
    name: 'nvidia-a100',
    version: '1',
    lifecycle: 'supported',
    cpu: { default: '8' },
    memory: { default: '64Gi' },
    accelerator: {
      resource: 'nvidia.com/gpu',
      product: 'NVIDIA A100',
      count: { default: 1, min: 1, max: 8 },
    },
    nodeSelector: { 'nvidia.com/gpu.product': 'NVIDIA-A100-SXM4-80GB' },
    tolerations: [
      { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
    ],
    ...overrides,
  };
}

/** Runtime `vllm`. */
export function aServingRuntime(
  overrides: Partial<ServingRuntime> = {},
): ServingRuntime {
  return {
    name: 'vllm',
    title: 'vLLM',
    version: '0.11',
    lifecycle: 'supported',
    image: 'registry.example.org/vllm/vllm-openai:v0.11.0',
    downloader: 'registry.example.org/kserve/storage-initializer:v0.15.2',
    modelFormats: ['vLLM'],
    protocol: 'openai',
    port: 8080,
    args: [
      '--model={{model.path}}',
      '--served-model-name={{model.name}}',
      '--port=8080',
    ],
    readyPath: '/health',
    ...overrides,
  };
}

/** What the builders' declarations resolve to. */
export function resolvedStandards(
  overrides: ResolvedStandards = {},
): ResolvedStandards {
  return {
    profile: aHardwareProfile(),
    image: {
      ref: 'registry.example.org/workbench/pytorch:2026.2',
      name: 'pytorch',
      version: '2026.2',
      title: 'PyTorch',
    },
    runtime: aServingRuntime(),
    tier: {
      name: 'small',
      version: '1',
      lifecycle: 'supported',
      quota: { 'requests.nvidia.com/gpu': '8' },
    },
    ...overrides,
  };
}
