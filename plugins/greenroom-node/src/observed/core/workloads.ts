import { ObservedKind, Seen } from '../Observations';
import { SeenCondition, seenConditions, seenMetadata } from './meta';

export interface SeenWorkload extends Seen {
  kind: 'StatefulSet' | 'Deployment';
  /** Wanted replicas. */
  replicas: number;
  readyReplicas: number;
  updatedReplicas: number;
  observedGeneration?: number;
  conditions: readonly SeenCondition[];
}

interface Workload {
  spec?: { replicas?: number };
  status?: {
    readyReplicas?: number;
    updatedReplicas?: number;
    observedGeneration?: number;
    conditions?: SeenCondition[];
  };
}

function workload(
  kind: SeenWorkload['kind'],
  controllers?: readonly string[],
): ObservedKind<SeenWorkload> {
  return {
    apiVersion: 'apps/v1',
    kind,
    controllers,
    labels: ['greenroom.dev/declaration'],
    project: object => {
      const { spec, status } = object as Workload;
      return {
        kind,
        metadata: seenMetadata(object),
        replicas: spec?.replicas ?? 1,
        readyReplicas: status?.readyReplicas ?? 0,
        updatedReplicas: status?.updatedReplicas ?? 0,
        observedGeneration: status?.observedGeneration,
        conditions: seenConditions(status?.conditions),
      };
    },
  };
}

export const statefulSets = workload('StatefulSet', ['Notebook']);
export const deployments = workload('Deployment');
