import {
  PendingChange,
  PendingUpdate,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  FieldChange,
  ManifestDifference,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import { canonical } from '../status/canonical';
import { impactOf, worst } from './decideUpdate';

const MAX_CHANGES = 20;
const MAX_LENGTH = 120;
/** Values that people may not have meant to show to everybody who may see the asset. */
const PRIVATE = /\.env\[|password|passwd|secret|token|credential|api-?key/i;

/** What waits, as it is stored and shown. The same as before keeps its time, and with it a consent. */
export function pendingUpdate(
  held: {
    cause: PendingUpdate['cause'];
    differences: readonly ManifestDifference[];
    target: Pick<Target, 'impact'>;
  },
  before: PendingUpdate | undefined,
  now = new Date(),
): PendingUpdate {
  const { cause, differences, target } = held;
  const impact = worst(differences.map(each => impactOf(target, each)));
  const update: PendingUpdate = {
    cause,
    impact: impact === 'none' ? 'restart' : impact,
    since: now.toISOString(),
    changes: differences
      .flatMap(({ kind, name, changes }) =>
        changes.map(change => shown(`${kind} ${name}`, change)),
      )
      .slice(0, MAX_CHANGES),
  };
  const same =
    before &&
    canonical({ ...before, since: '' }) === canonical({ ...update, since: '' });
  return same ? before : update;
}

function shown(
  object: string,
  { path, before, after }: FieldChange,
): PendingChange {
  return {
    object,
    path,
    ...(!PRIVATE.test(path) && {
      ...(before !== undefined && { before: text(before) }),
      ...(after !== undefined && { after: text(after) }),
    }),
  };
}

function text(value: unknown): string {
  const all = typeof value === 'string' ? value : canonical(value);
  return all.length > MAX_LENGTH ? `${all.slice(0, MAX_LENGTH)}…` : all;
}
