import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
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
const PRIVATE =
  /[."]env\b|password|passwd|secret|token|credential|(api|access|private)[-_]?key/i;

/** What waits, as it is stored. */
export interface HeldUpdate {
  /** What people see of it. */
  shown: PendingUpdate;
  /** One for each object: what is seen may be cut short, and what was agreed to is all of it. */
  digests: string[];
}

/** What waits now. The same as before keeps its time, and with it a consent. */
export function heldUpdate(
  held: {
    cause: PendingUpdate['cause'];
    differences: readonly ManifestDifference[];
    target: Pick<Target, 'impact'>;
  },
  before: HeldUpdate | undefined,
  now = new Date(),
): HeldUpdate {
  const { cause, differences, target } = held;
  const digests = differences.map(digest).sort();
  if (before && isDeepStrictEqual(before.digests, digests)) return before;
  const impact = worst(differences.map(each => impactOf(target, each)));
  return {
    shown: {
      cause,
      impact: impact === 'none' ? 'restart' : impact,
      since: now.toISOString(),
      changes: differences
        .flatMap(({ kind, name, changes }) =>
          changes.map(change => shown(`${kind} ${name}`, change)),
        )
        .slice(0, MAX_CHANGES),
    },
    digests,
  };
}

/** Whether all of these were waiting when somebody agreed. */
export function isConsented(
  differences: readonly ManifestDifference[],
  held: HeldUpdate | undefined,
  consent: { at: string } | undefined,
): boolean {
  return (
    held !== undefined &&
    consent !== undefined &&
    consent.at >= held.shown.since &&
    differences.every(each => held.digests.includes(digest(each)))
  );
}

function digest(difference: ManifestDifference): string {
  return createHash('sha256').update(canonical(difference)).digest('base64');
}

function shown(
  object: string,
  { path, before, after }: FieldChange,
): PendingChange {
  const values = {
    ...(before !== undefined && { before: text(before) }),
    ...(after !== undefined && { after: text(after) }),
  };
  // An entry that is new as a whole holds its variables in its value.
  const told = [path, ...Object.values(values)];
  return {
    object,
    path,
    ...(!told.some(each => PRIVATE.test(each)) && values),
  };
}

function text(value: unknown): string {
  const all = typeof value === 'string' ? value : canonical(value);
  return all.length > MAX_LENGTH ? `${all.slice(0, MAX_LENGTH)}…` : all;
}
