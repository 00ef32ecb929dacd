import {
  LABEL_DECLARATION,
  LABEL_MANAGED_BY,
  ObjectManager,
} from '@greenroom/backstage-plugin-greenroom-common';
import { controllerOf, Seen } from '@greenroom/backstage-plugin-greenroom-node';

type Metadata = Seen['metadata'];

/** A mark that a manager leaves on what it makes. */
interface Mark {
  on: 'label' | 'annotation';
  key: string;
  /** Any value when absent. */
  value?: string;
  manager: string;
  enforces: boolean;
}

/** The first that is there tells: what puts changes back comes before what only made the object. */
const MARKS: readonly Mark[] = [
  {
    on: 'annotation',
    key: 'argocd.argoproj.io/tracking-id',
    manager: 'Argo CD',
    enforces: true,
  },
  {
    on: 'label',
    key: 'argocd.argoproj.io/instance',
    manager: 'Argo CD',
    enforces: true,
  },
  {
    on: 'label',
    key: 'kustomize.toolkit.fluxcd.io/name',
    manager: 'Flux',
    enforces: true,
  },
  {
    on: 'label',
    key: 'helm.toolkit.fluxcd.io/name',
    manager: 'Flux',
    enforces: true,
  },
  {
    on: 'label',
    key: LABEL_MANAGED_BY,
    value: 'Helm',
    manager: 'Helm',
    enforces: false,
  },
  {
    on: 'label',
    key: 'opendatahub.io/dashboard',
    manager: 'Open Data Hub',
    enforces: false,
  },
  {
    on: 'label',
    key: 'opendatahub.io/odh-managed',
    manager: 'Open Data Hub',
    enforces: false,
  },
];

/** Whether an object is no declaration's of Greenroom, neither this one's nor another's. */
export function isForeign({ labels = {} }: Metadata): boolean {
  return !(
    labels[LABEL_MANAGED_BY] === 'greenroom' && labels[LABEL_DECLARATION]
  );
}

/** Who looks after an object that is not Greenroom's. Pure. */
export function managerOf(metadata: Metadata): ObjectManager {
  const { labels = {}, annotations = {} } = metadata;
  const owner = controllerOf({ metadata });
  if (owner) {
    const { kind, name } = owner;
    return {
      name: `${kind} ${name}`,
      evidence: `owner reference to ${kind} ${name}`,
      enforces: true,
    };
  }
  for (const { on, key, value, manager, enforces } of MARKS) {
    const found = (on === 'label' ? labels : annotations)[key];
    if (found !== undefined && (value === undefined || found === value)) {
      return { name: manager, evidence: `${on} ${key}`, enforces };
    }
  }
  const said = labels[LABEL_MANAGED_BY];
  return said
    ? { name: said, evidence: `label ${LABEL_MANAGED_BY}`, enforces: false }
    : { name: 'somebody', enforces: false };
}

/** Who made it, as Open Data Hub's dashboard notes it. */
export function creatorOf({ annotations = {} }: Metadata): string | undefined {
  return annotations['opendatahub.io/username'];
}
