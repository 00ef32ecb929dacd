import { parseQuantity } from '@greenroom/backstage-plugin-greenroom-common';
import { ObservedKind, Seen } from '../Observations';
import { SeenCondition, seenConditions, seenMetadata } from './meta';
import { isExtendedResource } from './pods';

export interface SeenTaint {
  key: string;
  value?: string;
  effect: string;
}

export interface SeenNode extends Seen {
  kind: 'Node';
  ready: boolean;
  unschedulable: boolean;
  taints: readonly SeenTaint[];
  /** Extended resources only. */
  allocatable: Readonly<Record<string, number>>;
  /** One of kwok's: no container runs there. */
  simulated: boolean;
}

interface Node {
  spec?: { unschedulable?: boolean; taints?: SeenTaint[] };
  status?: {
    conditions?: SeenCondition[];
    allocatable?: Record<string, string>;
  };
}

export const nodes: ObservedKind<SeenNode> = {
  apiVersion: 'v1',
  kind: 'Node',
  project: object => {
    const { spec, status } = object as Node;
    return {
      kind: 'Node',
      metadata: seenMetadata(object),
      ready: (status?.conditions ?? []).some(
        ({ type, status: state }) => type === 'Ready' && state === 'True',
      ),
      unschedulable: spec?.unschedulable ?? false,
      taints: (spec?.taints ?? []).map(({ key, value, effect }) => ({
        key,
        value,
        effect,
      })),
      allocatable: Object.fromEntries(
        Object.entries(status?.allocatable ?? {})
          .filter(([resource]) => isExtendedResource(resource))
          .map(([resource, quantity]) => [
            resource,
            parseQuantity(quantity) ?? 0,
          ]),
      ),
      simulated: object.metadata.annotations?.['kwok.x-k8s.io/node'] === 'fake',
    };
  },
};

export interface SeenNamespace extends Seen {
  kind: 'Namespace';
  phase?: string;
  conditions: readonly SeenCondition[];
}

export const namespaces: ObservedKind<SeenNamespace> = {
  apiVersion: 'v1',
  kind: 'Namespace',
  project: object => {
    const { status } = object as {
      status?: { phase?: string; conditions?: SeenCondition[] };
    };
    return {
      kind: 'Namespace',
      metadata: seenMetadata(object),
      phase: status?.phase,
      conditions: seenConditions(status?.conditions),
    };
  },
};

export interface SeenQuota extends Seen {
  kind: 'ResourceQuota';
  hard: Readonly<Record<string, string>>;
  used: Readonly<Record<string, string>>;
}

export const quotas: ObservedKind<SeenQuota> = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  project: object => {
    const { status } = object as {
      status?: { hard?: Record<string, string>; used?: Record<string, string> };
    };
    return {
      kind: 'ResourceQuota',
      metadata: seenMetadata(object),
      hard: status?.hard ?? {},
      used: status?.used ?? {},
    };
  },
};
