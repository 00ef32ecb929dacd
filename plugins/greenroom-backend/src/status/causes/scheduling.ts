import { describeObject } from '@greenroom/backstage-plugin-greenroom-node';
import { Cause, Finding } from '../Cause';
import { Evidence } from '../Evidence';
import { unscheduled } from '../scheduling';

/** A cause that shows in the scheduler's words. */
function fromScheduler(
  cause: Pick<Cause, 'reason' | 'stage'>,
  pattern: RegExp,
  explain: (
    match: RegExpExecArray,
    evidence: Evidence,
  ) => Pick<Finding, 'summary' | 'fixes'>,
): Cause {
  return {
    ...cause,
    phase: 'Pending',
    find: evidence => {
      const waiting = unscheduled(evidence);
      const match = waiting && pattern.exec(waiting.reasons);
      return match
        ? {
            ...explain(match, evidence),
            object: waiting.object,
            evidence: waiting.message,
          }
        : undefined;
    },
  };
}

/** A scheduling gate, Kueue's for one, holds the pod back. */
export const schedulingGated: Cause = {
  reason: 'SchedulingGated',
  phase: 'Pending',
  stage: 'Scheduled',
  find: ({ pods }) => {
    for (const pod of pods) {
      const gate = pod.conditions.find(
        ({ type, reason }) =>
          type === 'PodScheduled' && reason === 'SchedulingGated',
      );
      if (gate) {
        return {
          summary:
            'The pod is held back by a queue or another scheduling gate.',
          object: describeObject(pod),
          evidence: gate.message,
        };
      }
    }
    return undefined;
  },
};

export const untoleratedTaint = fromScheduler(
  { reason: 'UntoleratedTaint', stage: 'Scheduled' },
  /had untolerated taint(?:\(s\))?(?: \{([^}]*)\})?/,
  ([, taint], { context }) => {
    const profile = context.resolved.profile?.name;
    return {
      summary: `The nodes that would do are reserved${
        taint ? ` by the taint "${taint.replace(/: $/, '').trim()}"` : ''
      }, which the hardware profile does not tolerate.`,
      fixes: [
        {
          text: `Ask the platform team to add the toleration to the hardware profile${
            profile ? ` "${profile}"` : ''
          }`,
        },
      ],
    };
  },
);

export const nodeSelectorMismatch = fromScheduler(
  { reason: 'NodeSelectorMismatch', stage: 'Scheduled' },
  /didn't match Pod's node affinity\/selector/,
  (_match, { context }) => {
    const selector = Object.entries(
      context.resolved.profile?.nodeSelector ?? {},
    ).map(([label, value]) => `${label}=${value}`);
    return {
      summary: `No node has the labels that the hardware profile asks for${
        selector.length ? `: ${selector.join(', ')}` : ''
      }.`,
      fixes: [
        { text: 'Choose another hardware profile' },
        { text: 'Ask the platform team to correct the profile' },
      ],
    };
  },
);

export const insufficientResources = fromScheduler(
  { reason: 'InsufficientResources', stage: 'Scheduled' },
  /Insufficient (cpu|memory|ephemeral-storage)/,
  ([, resource]) => ({
    summary: `No node has enough ${resource} free.`,
    fixes: [{ text: `Ask for less ${resource}, or wait until some is freed` }],
  }),
);

/** Nothing above knows the scheduler's words. */
export const unschedulable = fromScheduler(
  { reason: 'Unschedulable', stage: 'Scheduled' },
  /[^]*/,
  () => ({ summary: 'The scheduler finds no node for the pod.' }),
);

export const volumeNotBound = fromScheduler(
  { reason: 'VolumeNotBound', stage: 'VolumesReady' },
  /unbound immediate PersistentVolumeClaims|persistentvolumeclaim "[^"]+" not found/,
  (_match, { claims, events }) => {
    const open = claims.filter(({ phase }) => phase !== 'Bound');
    const failed = events.find(({ reason }) => reason === 'ProvisioningFailed');
    const names = open.map(({ metadata }) => metadata.name).join(', ');
    return {
      summary: `The volume ${names ? `${names} ` : ''}is not ready${
        failed ? `: ${failed.message}` : '.'
      }`,
      fixes: [
        {
          text: 'Ask the platform team whether the cluster has a default StorageClass with a working provisioner',
        },
      ],
    };
  },
);

export const volumeElsewhere = fromScheduler(
  { reason: 'VolumeInOtherZone', stage: 'VolumesReady' },
  /volume node affinity conflict|didn't match PersistentVolume's node affinity/,
  () => ({
    summary:
      'The volume can be attached in one zone only, and no node that would do is there.',
    fixes: [
      { text: 'Choose a hardware profile whose nodes are in the same zone' },
      { text: 'Copy the data to a new volume' },
    ],
  }),
);
