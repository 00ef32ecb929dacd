import { PendingUpdate } from '@greenroom/backstage-plugin-greenroom-common';
import {
  Impact,
  ManifestDifference,
  SeenPod,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';

/** From the least to the most that pods feel. */
const IMPACTS: readonly Impact[] = ['none', 'roll', 'restart', 'stop'];

export interface Proposal {
  impacts: readonly Impact[];
  cause: PendingUpdate['cause'];
  /** Whether pods run; undefined when that cannot be told. */
  running: boolean | undefined;
}

/**
 * Whether a change is applied now. What would end something that runs waits
 * until it is stopped or restarted anyway, or its owner agrees. Rolling is what
 * a model's owner has declared a policy for, so a declared change rolls; a newer
 * Greenroom, or putting back an edit, does not. Pure.
 */
export function decideUpdate({
  impacts,
  cause,
  running,
}: Proposal): 'apply' | 'hold' {
  if (running === false) return 'apply';
  switch (worst(impacts)) {
    case 'none':
      return 'apply';
    case 'roll':
      return cause === 'declaration' ? 'apply' : 'hold';
    default:
      return 'hold';
  }
}

export function worst(impacts: readonly Impact[]): Impact {
  return impacts.reduce<Impact>(
    (most, impact) =>
      IMPACTS.indexOf(impact) > IMPACTS.indexOf(most) ? impact : most,
    'none',
  );
}

/** What a difference does to pods. A target that does not say is taken to restart them. */
export function impactOf(
  target: Pick<Target, 'impact'>,
  difference: ManifestDifference,
): Impact {
  if (!difference.changes.length) return 'none';
  return target.impact?.(difference) ?? 'restart';
}

/**
 * Whether a pod does something that would be lost: it is ready, or it starts for
 * the first time. One that crashes again and again has nothing to lose.
 */
export function isRunning({
  metadata,
  phase,
  conditions,
  containers,
}: SeenPod): boolean {
  if (
    metadata.deletionTimestamp ||
    phase === 'Succeeded' ||
    phase === 'Failed'
  ) {
    return false;
  }
  const ready = conditions.some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
  return (
    ready ||
    containers.some(
      ({ init, running, restartCount }) =>
        !init && running !== undefined && restartCount === 0,
    )
  );
}
