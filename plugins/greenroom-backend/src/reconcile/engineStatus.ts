import {
  Declaration,
  Explanation,
  Phase,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Remaining } from './ObjectRemover';

/** What a status is about, besides its cause. */
export interface EngineStatusContext {
  declaration: Declaration;
  appliedRevision: number;
  now: number;
  /** Set while the watches of the cluster are lost. */
  staleSince?: string;
}

interface Cause {
  phase: Phase;
  condition: string;
  explanation: Explanation;
  kept?: string[];
}

/** A status that no target can tell, because the engine has not come to it, or has gone past it. Pure. */
function engineStatus(
  { declaration, appliedRevision, now, staleSince }: EngineStatusContext,
  { phase, condition, explanation, kept }: Cause,
): Status {
  const at = new Date(now).toISOString();
  return {
    phase,
    revision: declaration.revision,
    observedRevision: appliedRevision,
    observedAt: at,
    stale: staleSince !== undefined,
    conditions: [
      {
        type: condition,
        status: 'False',
        reason: explanation.reason,
        message: explanation.summary,
        since: at,
      },
    ],
    explanation,
    steps: [],
    endpoints: [],
    ...(kept?.length && { kept }),
  };
}

/** It cannot be begun yet: its project is not there. */
export function waitingForProject(
  context: EngineStatusContext,
  why: { reason: string; summary: string; fix: string },
): Status {
  const { project } = context.declaration;
  return engineStatus(context, {
    phase: 'Pending',
    condition: 'ProjectReady',
    explanation: {
      reason: why.reason,
      summary: why.summary,
      chain: [{ object: `Project ${project}` }],
      fixes: [{ text: why.fix }],
    },
  });
}

/** No target can realise it on this cluster. */
export function withoutTarget(
  context: EngineStatusContext,
  missing: string,
): Status {
  const { kind, cluster } = context.declaration;
  return engineStatus(context, {
    phase: 'Failed',
    condition: 'TargetChosen',
    explanation: {
      reason: 'NoTarget',
      summary: `Cluster '${cluster}' has nothing that can run a ${kind}.`,
      chain: [{ object: `Cluster ${cluster}`, evidence: missing }],
      fixes: [
        { text: 'Ask the platform team to install what is missing there.' },
      ],
    },
  });
}

/** Its target has a mistake in it, and cannot tell how it is. */
export function withoutStatus(
  context: EngineStatusContext,
  target: string,
  { message }: Error,
): Status {
  return engineStatus(context, {
    phase: 'Unknown',
    condition: 'StatusKnown',
    explanation: {
      reason: 'TargetFailed',
      summary: `How it is cannot be told: target '${target}' fails on it.`,
      chain: [{ object: `Target ${target}`, evidence: message }],
      fixes: [
        {
          text: 'Ask the platform team to mend the target; the evidence says what fails.',
        },
      ],
    },
  });
}

/** Nothing is known of its cluster. */
export function clusterUnknown(
  context: EngineStatusContext,
  why: {
    reason: 'ClusterMisconfigured' | 'ClusterUnreachable';
    message: string;
  },
): Status {
  const { cluster } = context.declaration;
  return engineStatus(context, {
    phase: 'Unknown',
    condition: 'ClusterReachable',
    explanation: {
      reason: why.reason,
      summary:
        why.reason === 'ClusterMisconfigured'
          ? `Greenroom is not set up for cluster '${cluster}', so nothing is known.`
          : `Greenroom has not been able to reach cluster '${cluster}' yet, so nothing is known.`,
      chain: [{ object: `Cluster ${cluster}`, evidence: why.message }],
      fixes: [{ text: 'Ask the platform team; the evidence says what to do.' }],
    },
  });
}

/** What was known, while nobody knows whether it still holds: so it is not Ready. */
export function outdated(last: Status, revision: number): Status {
  const phase = last.phase === 'Ready' ? 'Unknown' : last.phase;
  return { ...last, phase, revision, stale: true };
}

/** It is being deleted; something may hold it. */
export function deleting(
  context: EngineStatusContext,
  seen: { remaining?: Remaining; problem?: string; kept: string[] },
): Status {
  const { remaining, problem, kept } = seen;
  return engineStatus(context, {
    phase: 'Deleting',
    condition: 'Deleted',
    explanation: explainDeletion(context.declaration, remaining, problem),
    kept,
  });
}

function explainDeletion(
  { kind, project, name }: Declaration,
  remaining: Remaining | undefined,
  problem: string | undefined,
): Explanation {
  const self = `${kind} ${project}/${name}`;
  if (problem) {
    return {
      reason: 'DeletionFailed',
      summary: `Deleting does not go on: ${problem}`,
      chain: [{ object: self, evidence: problem }],
      fixes: [
        {
          text: 'Greenroom keeps trying. If this lasts, ask the platform team.',
        },
      ],
    };
  }
  if (remaining?.finalizers.length) {
    const finalizers = remaining.finalizers.join(', ');
    return {
      reason: 'WaitingForFinalizers',
      summary: `${remaining.object} is held by ${finalizers}.`,
      chain: [
        { object: self },
        { object: remaining.object, evidence: finalizers },
      ],
      fixes: [
        {
          text: `Wait: what goes by the name ${finalizers} has to let go of it first. If this lasts, ask the platform team whether that runs.`,
        },
      ],
    };
  }
  if (remaining?.held) {
    return {
      reason: 'WaitingForFinalizers',
      summary: `${remaining.object} cannot go: something in it is held.`,
      chain: [
        { object: self },
        { object: remaining.object, evidence: remaining.held },
      ],
      fixes: [
        {
          text: 'Ask the platform team; the evidence says what holds it.',
        },
      ],
    };
  }
  return {
    reason: 'Deleting',
    summary: remaining
      ? `Waiting until ${remaining.object} has gone.`
      : 'Its objects are being deleted.',
    chain: [
      { object: self },
      ...(remaining ? [{ object: remaining.object }] : []),
    ],
    fixes: [],
  };
}
