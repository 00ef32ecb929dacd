import { ObservedKind, Seen } from './Observations';
import { bounded, seenMetadata } from './core/meta';

/** How many of one resource, as it was written: a number or a quantity. Undefined: it cannot be read. */
type Count = string | number | undefined;

/** A resource that a hardware profile asks for. */
export interface SeenIdentifier {
  /** e.g. `cpu` or `nvidia.com/gpu` */
  identifier: string;
  displayName?: string;
  defaultCount: Count;
  minCount: Count;
  /** Undefined also where there is no upper bound. */
  maxCount: Count;
}

export interface SeenToleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}

/** Sizes, a device and where it is found, as Open Data Hub offers them. */
export interface SeenHardwareProfile extends Seen {
  kind: 'HardwareProfile';
  title?: string;
  description?: string;
  disabled: boolean;
  /** Parts of the dashboard that show it, e.g. `workbench`; all when absent. */
  visibleIn?: readonly string[];
  identifiers: readonly SeenIdentifier[];
  nodeSelector?: Readonly<Record<string, string>>;
  tolerations?: readonly SeenToleration[];
  queue?: { name: string; priorityClass?: string };
}

const ODH = 'opendatahub.io';

/** What a name, a selector or a quantity may have at most. */
const NAME_LIMIT = 253;

/** HardwareProfiles of Open Data Hub. People write them by hand, and what is in them is not taken for granted. */
export const hardwareProfiles: ObservedKind<SeenHardwareProfile> = {
  apiVersion: 'infrastructure.opendatahub.io/v1',
  kind: 'HardwareProfile',
  project: object => {
    const { annotations = {} } = object.metadata;
    const disabled = annotations[`${ODH}/disabled`];
    const spec = fields(object.spec);
    return {
      kind: 'HardwareProfile',
      metadata: seenMetadata(object),
      title: bounded(annotations[`${ODH}/display-name`]),
      description: bounded(annotations[`${ODH}/description`]),
      // Whatever else stands there, the dashboard takes it for disabled.
      disabled: disabled !== undefined && disabled !== 'false',
      visibleIn: visibleIn(annotations[`${ODH}/dashboard-feature-visibility`]),
      identifiers: list(spec.identifiers).map(identifierOf),
      ...schedulingOf(fields(spec.scheduling)),
    };
  },
};

/** A list as JSON; an empty one stands for all, as one that cannot be read does. */
function visibleIn(json = '[]'): string[] | undefined {
  try {
    const parts = list(JSON.parse(json)).flatMap(part => text(part) ?? []);
    return parts.length ? parts : undefined;
  } catch {
    return undefined;
  }
}

/** One that cannot be read is kept as such: without it, it would be another profile. */
function identifierOf(value: unknown): SeenIdentifier {
  const { identifier, displayName, defaultCount, minCount, maxCount } =
    fields(value);
  return {
    identifier: text(identifier) ?? '',
    displayName: text(displayName),
    defaultCount: countOf(defaultCount),
    minCount: countOf(minCount),
    maxCount: countOf(maxCount),
  };
}

function countOf(value: unknown): Count {
  return typeof value === 'number' ? value : text(value);
}

/** By queue or by node, never both. */
function schedulingOf({
  type,
  kueue,
  node,
}: Record<string, unknown>): Pick<
  SeenHardwareProfile,
  'queue' | 'nodeSelector' | 'tolerations'
> {
  if (type === 'Queue') {
    const { localQueueName, priorityClass } = fields(kueue);
    const name = text(localQueueName);
    return name ? { queue: { name, priorityClass: text(priorityClass) } } : {};
  }
  const { nodeSelector, tolerations } = fields(node);
  const selected = Object.entries(fields(nodeSelector)).flatMap(
    ([label, value]): [string, string][] =>
      typeof value === 'string' ? [[label, bounded(value, NAME_LIMIT)]] : [],
  );
  return {
    nodeSelector: selected.length ? Object.fromEntries(selected) : undefined,
    tolerations: list(tolerations).map(tolerationOf),
  };
}

function tolerationOf(value: unknown): SeenToleration {
  const {
    key,
    operator,
    value: wanted,
    effect,
    tolerationSeconds,
  } = fields(value);
  return {
    key: text(key),
    operator: text(operator),
    value: text(wanted),
    effect: text(effect),
    tolerationSeconds:
      typeof tolerationSeconds === 'number' ? tolerationSeconds : undefined,
  };
}

/** An empty text says as little as none. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value
    ? bounded(value, NAME_LIMIT)
    : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : {};
}
