import {
  Condition,
  Declaration,
  Explanation,
  Phase,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import { StatusContext } from '@greenroom/backstage-plugin-greenroom-node';

/** Milliseconds since the epoch as ISO 8601. */
export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** The fields that are the same for every kind. What is stale is never Ready: nobody knows. */
export function statusFrame(
  { revision }: Declaration,
  { appliedRevision, now, staleSince }: StatusContext,
  phase: Phase,
): Pick<
  Status,
  'phase' | 'revision' | 'observedRevision' | 'observedAt' | 'stale'
> {
  const stale = staleSince !== undefined;
  return {
    phase: stale && phase === 'Ready' ? 'Unknown' : phase,
    revision,
    observedRevision: appliedRevision,
    observedAt: iso(now),
    stale,
  };
}

/** Whether what runs nothing is Ready. What is stale is not known. */
export function readiness(
  phase: Phase,
  staleSince: string | undefined,
): Condition['status'] {
  if (staleSince || phase === 'Unknown') return 'Unknown';
  return phase === 'Ready' ? 'True' : 'False';
}

/** Said when nothing worse is known. */
export function staleExplanation(
  object: string,
  { staleSince }: StatusContext,
): Explanation | undefined {
  return staleSince === undefined
    ? undefined
    : {
        reason: 'Stale',
        summary:
          'The cluster cannot be seen, so nobody can tell how it is. What is shown was seen last.',
        chain: [{ object, evidence: `seen last at ${staleSince}` }],
        fixes: [
          {
            text: 'Ask the platform team whether the cluster can be reached',
          },
        ],
      };
}
