import {
  AcceleratorUsage,
  ClusterSite,
  plainSite,
} from '@greenroom/backstage-plugin-greenroom-common';
import { SeenNode } from '../observed';
import { ClusterCapabilities } from '../target';

/** Kinds of the operators that targets know, as `aCluster` takes them. */
export const NOTEBOOKS = 'kubeflow.org/v1/Notebook';
export const INFERENCE_SERVICES = 'serving.kserve.io/v1beta1/InferenceService';
export const SERVING_RUNTIMES = 'serving.kserve.io/v1alpha1/ServingRuntime';

/** A cluster that serves the given `apiVersion/Kind`s, and no others. */
export function aCluster(...served: string[]): ClusterCapabilities {
  return {
    name: 'local',
    serves: (apiVersion, kind) => served.includes(`${apiVersion}/${kind}`),
    site: aSite(),
  };
}

/** What is said of a cluster of which the platform team says nothing special. */
export function aSite(special: Partial<ClusterSite> = {}): ClusterSite {
  return { ...plainSite, ...special };
}

/** A ready node with 8 A100. */
export function aNode(
  name = 'gpu-1',
  overrides: Partial<Omit<SeenNode, 'metadata'>> & {
    labels?: Record<string, string>;
  } = {},
): SeenNode {
  const {
    labels = { 'nvidia.com/gpu.product': 'NVIDIA-A100-SXM4-80GB' },
    ...fields
  } = overrides;
  return {
    kind: 'Node',
    metadata: { name, labels, uid: `node-${name}`, resourceVersion: '1' },
    ready: true,
    unschedulable: false,
    taints: [],
    allocatable: { 'nvidia.com/gpu': 8 },
    simulated: false,
    ...fields,
  };
}

/** 8 A100 on one node, all free. */
export function anAcceleratorUsage(
  overrides: Partial<AcceleratorUsage> = {},
): AcceleratorUsage {
  return {
    cluster: 'local',
    resource: 'nvidia.com/gpu',
    product: 'NVIDIA A100',
    nodes: 1,
    allocatable: 8,
    used: 0,
    free: 8,
    largestFree: 8,
    largestNode: 8,
    holders: [],
    ...overrides,
  };
}
