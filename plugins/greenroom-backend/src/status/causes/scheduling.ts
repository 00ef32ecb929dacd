import { describeObject } from '@greenroom/backstage-plugin-greenroom-node';
import { freeProfiles, otherCount } from '../alternatives';
import { Cause, Finding } from '../Cause';
import { Evidence } from '../Evidence';
import { suitableAreFull, Unscheduled, unscheduled } from '../scheduling';
import { isAboutPod, scaleUpOf } from '../warnings';

/** A cause that shows in the scheduler's words. */
function fromScheduler(
  cause: Pick<Cause, 'reason' | 'stage' | 'passing'>,
  pattern: RegExp,
  explain: (
    match: RegExpExecArray,
    evidence: Evidence,
    waiting: Unscheduled,
  ) => Pick<Finding, 'summary' | 'fixes'> | undefined,
): Cause {
  return {
    ...cause,
    phase: 'Pending',
    find: evidence => {
      const waiting = unscheduled(evidence);
      if (!waiting) return undefined;
      const match = pattern.exec(waiting.reasons);
      const explained = match ? explain(match, evidence, waiting) : undefined;
      const { object, message } = waiting;
      return explained && { ...explained, object, evidence: message };
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
          fixes: [
            {
              text: 'Ask the platform team which queue or controller opens the gate',
            },
          ],
        };
      }
    }
    return undefined;
  },
};

/** Source: cluster autoscaler. Until the node is there, what the scheduler says is not the last word. */
export const nodeStarting: Cause = {
  reason: 'NodeStarting',
  phase: 'Progressing',
  stage: 'Scheduled',
  find: ({ pods, events, context: { now } }) => {
    for (const pod of pods.filter(({ nodeName }) => !nodeName)) {
      const said = scaleUpOf(events, pod, now);
      if (said) {
        return {
          summary: 'A node is being added for it.',
          object: describeObject(pod),
          evidence: said.message,
          fixes: [{ text: 'Wait; this takes some minutes' }],
        };
      }
    }
    return undefined;
  },
};

/** Source: cluster autoscaler, "pod didn't trigger scale-up". */
export const noNodeToAdd: Cause = {
  reason: 'NoNodeToAdd',
  phase: 'Pending',
  stage: 'Scheduled',
  find: evidence => {
    const waiting = unscheduled(evidence);
    const said =
      waiting &&
      evidence.events.find(
        event =>
          event.reason === 'NotTriggerScaleUp' &&
          isAboutPod(event, waiting.pod),
      );
    if (!said) return undefined;
    const limited = /max node group size|limit/.test(said.message);
    return {
      summary: limited
        ? 'No node has room, and no more may be added: the limit is reached.'
        : 'No node has room, and none that would do can be added.',
      object: waiting.object,
      evidence: `${waiting.message} ${said.message}`,
      fixes: [
        {
          text: limited
            ? 'Wait until something else stops, or ask the platform team to raise the limit'
            : 'Choose another hardware profile',
        },
      ],
    };
  },
};

/** Devices that are shared are given out one by one. Source: kubelet, from NVIDIA's device plugin. */
export const sharedDeviceLimit: Cause = {
  reason: 'SharedDeviceLimit',
  phase: 'Failed',
  stage: 'Started',
  find: evidence => {
    for (const pod of evidence.pods) {
      const said = [
        pod.message,
        ...evidence.events
          // Each pod that is refused is made anew at once.
          .filter(({ involved }) => involved.name === pod.metadata.name)
          .map(({ message }) => message),
      ].find(text =>
        text?.includes('maximum request size for shared resources is 1'),
      );
      if (said) {
        return {
          summary:
            'The device is shared, and of a shared device only 1 can be asked for.',
          object: describeObject(pod),
          evidence: said,
          fixes: [
            ...otherCount(evidence, 1),
            ...freeProfiles(evidence, evidence.hardware?.count ?? 1),
            { text: 'Choose another hardware profile' },
          ],
        };
      }
    }
    return undefined;
  },
};

/** Source: kube-scheduler, dynamic resource allocation. */
export const noDeviceForClaim = fromScheduler(
  { reason: 'NoDeviceForClaim', stage: 'Scheduled' },
  /cannot allocate all claims|resourceclaim[^,.]*not (?:found|available|created)|waiting for resource claim/i,
  (_match, evidence) => ({
    summary: 'No device of the cluster matches what the pod claims.',
    fixes: [
      ...freeProfiles(evidence, evidence.hardware?.count ?? 1),
      {
        text: "Ask the platform team which ResourceSlices come close to the profile's claim",
      },
    ],
  }),
);

export const untoleratedTaint = fromScheduler(
  { reason: 'UntoleratedTaint', stage: 'Scheduled' },
  /had untolerated taint(?:\(s\))?(?: \{([^}]*)\})?/,
  ([, taint], { context }, waiting) => {
    const { name: profile, nodeSelector } = context.resolved.profile ?? {};
    // The scheduler looks at taints first, also of nodes that are not meant.
    const none = nodeSelector && context.nodesWith?.(nodeSelector) === 0;
    if (none || suitableAreFull(waiting)) return undefined;
    return {
      summary: taint
        ? `The nodes that would do are reserved by the taint "${taint
            .replace(/: $/, '')
            .trim()}", which the hardware profile does not tolerate.`
        : 'The nodes that would do are reserved by a taint that the hardware profile does not tolerate.',
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
  (_match, evidence) => {
    const selector = Object.entries(
      evidence.context.resolved.profile?.nodeSelector ?? {},
    ).map(([label, value]) => `${label}=${value}`);
    return {
      summary: `No node has the labels that the hardware profile asks for${
        selector.length ? `: ${selector.join(', ')}` : ''
      }.`,
      fixes: [
        ...freeProfiles(evidence, evidence.hardware?.count ?? 1),
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

/** Source: kube-scheduler; a node runs only so many pods, however small they are. */
export const tooManyPods = fromScheduler(
  { reason: 'TooManyPods', stage: 'Scheduled' },
  /Too many pods/,
  () => ({
    summary:
      'The nodes that would do run as many pods as they may, whatever room there is.',
    fixes: [
      { text: 'Stop something else, or wait until something ends' },
      { text: 'Ask the platform team for more nodes' },
    ],
  }),
);

/** Nothing above knows the scheduler's words. */
export const unschedulable = fromScheduler(
  { reason: 'Unschedulable', stage: 'Scheduled' },
  /[^]*/,
  () => ({
    summary: 'The scheduler finds no node for the pod.',
    fixes: [
      { text: 'Choose another hardware profile' },
      { text: 'Ask the platform team: the evidence says what is missing' },
    ],
  }),
);

export const volumeNotBound = fromScheduler(
  { reason: 'VolumeNotBound', stage: 'VolumesReady', passing: true },
  /unbound immediate PersistentVolumeClaims|persistentvolumeclaim "[^"]+" not found|find available persistent volumes to bind/,
  ([match], { claims, events }, waiting) => {
    // Nodes without a volume that would do are no matter where others are full.
    const none = match.startsWith('find');
    if (none && suitableAreFull(waiting)) return undefined;
    const open = claims.filter(({ phase }) => phase !== 'Bound');
    const failed = events.find(({ reason }) => reason === 'ProvisioningFailed');
    const names = open.map(({ metadata }) => metadata.name).join(', ');
    const why = none ? 'no free one that is large enough is there' : undefined;
    const said = failed?.message ?? (why && `${why}.`);
    return {
      summary: `The volume ${names ? `${names} ` : ''}is not ready${
        said ? `: ${said}` : '.'
      }`,
      fixes: [
        ...(none ? [{ text: 'Ask for a smaller volume' }] : []),
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
