import {
  describeObject,
  SeenCondition,
  SeenQueueEntry,
} from '@greenroom/backstage-plugin-greenroom-node';
import { asMuchAs, freeProfiles } from '../alternatives';
import { Cause, Finding } from '../Cause';
import { Evidence } from '../Evidence';
import { evictionOf, held, waitingIn } from '../queue';
import { parseQuantity } from '@greenroom/backstage-plugin-greenroom-common';

type Explained = Pick<Finding, 'summary' | 'fixes'>;

/** A cause that shows in why Kueue holds an entry: by its reason, or by its words where Kueue keeps reasons to itself. */
function fromQueue(
  reason: string,
  says: { reasons: readonly string[]; pattern: RegExp },
  explain: (
    message: string,
    entry: SeenQueueEntry,
    evidence: Evidence,
  ) => Explained,
): Cause {
  return {
    reason,
    phase: 'Pending',
    stage: 'Scheduled',
    find: evidence => {
      for (const entry of waitingIn(evidence)) {
        const because = held(entry, says);
        if (because) {
          const { message = '' } = because;
          return {
            ...explain(message, entry, evidence),
            ...quoted(entry, because),
          };
        }
      }
      return undefined;
    },
  };
}

function quoted(entry: SeenQueueEntry, { reason, message }: SeenCondition) {
  return { object: describeObject(entry), evidence: message || reason };
}

const named = ({ queue }: SeenQueueEntry) =>
  queue ? `The queue "${queue}"` : 'The queue';

export const queueMissing = fromQueue(
  'QueueMissing',
  {
    reasons: ['Misconfigured'],
    pattern:
      /LocalQueue .*(doesn't exist|missing)|ClusterQueue .* doesn't exist/,
  },
  (message, entry) => ({
    summary: /doesn't exist|missing/.test(message)
      ? `${named(entry)} that it is to wait in does not exist in this project.`
      : `${named(entry)} is set up wrongly: ${message}`,
    fixes: [
      {
        text: `Ask the platform team to set up ${
          entry.queue ? `the LocalQueue "${entry.queue}"` : 'a LocalQueue'
        }, or to correct the label kueue.x-k8s.io/queue-name`,
      },
    ],
  }),
);

export const queueStopped = fromQueue(
  'QueueStopped',
  {
    reasons: ['Suspended'],
    pattern: /(LocalQueue|ClusterQueue) .* is (stopped|inactive)/,
  },
  (_message, entry) => ({
    summary: `${named(entry)} lets nothing in for now.`,
    fixes: [{ text: 'Ask the platform team when it is opened again' }],
  }),
);

/** Quota will be there once others have left or have started. */
export const waitingForOthers = fromQueue(
  'WaitingForOthers',
  {
    reasons: ['WaitingForPreemptedWorkloads', 'WaitingForPodsReady'],
    pattern: /Pending the preemption of|PodsReady condition/,
  },
  message => {
    const leaving = /preemption of (\d+)/.exec(message)?.[1];
    return {
      summary: leaving
        ? `It is next: ${leaving} other ${
            leaving === '1' ? 'workload leaves' : 'workloads leave'
          } to make room.`
        : 'It waits until others that were let in before are ready.',
      fixes: [{ text: 'Wait; nothing needs to be done' }],
    };
  },
);

const SHORT =
  /insufficient unused quota for (\S+) in flavor (\S+), (\S+) more needed/;

export const waitingForQueueQuota = fromQueue(
  'WaitingForQueueQuota',
  { reasons: ['WaitingForQuota'], pattern: SHORT },
  (message, entry, evidence) => {
    const [, resource, flavor, more] = SHORT.exec(message) ?? [];
    return {
      summary: `It waits in ${named(entry).replace('The', 'the')}${
        resource
          ? `: ${more} more ${resource} of "${flavor}" must become free`
          : ' until enough quota is free'
      }.`,
      fixes: [
        ...freeProfiles(evidence, evidence.hardware?.count ?? 1),
        { text: 'Wait for its turn, or stop something else in this queue' },
      ],
    };
  },
);

const TOO_MUCH =
  /insufficient quota for (\S+) in flavor (\S+), .*request \(([^)]+)\) > maximum capacity \(([^)]+)\)/;

/** Waiting does not help: the queue never has as much. */
export const exceedsQueueQuota = fromQueue(
  'ExceedsQueueQuota',
  { reasons: ['ExceedsMaxQuota'], pattern: TOO_MUCH },
  (message, entry, evidence) => {
    const [, resource, , asked, most] = TOO_MUCH.exec(message) ?? [];
    return {
      summary: resource
        ? `It will never be let in: ${asked} ${resource} are asked for, and ${named(
            entry,
          ).replace('The', 'the')} has ${most} at most.`
        : `It will never be let in: it asks for more than ${named(
            entry,
          ).replace('The', 'the')} has.`,
      fixes: [
        ...(resource
          ? asMuchAs(evidence, resource, parseQuantity(most) ?? 0)
          : []),
        ...freeProfiles(evidence, 1),
        { text: 'Ask the platform team for more quota in this queue' },
      ],
    };
  },
);

export const scatteredInTopology = fromQueue(
  'ScatteredInTopology',
  {
    reasons: ['TopologyPlacementFailed'],
    pattern: /topology "[^"]+" (allows to fit only|doesn't allow to fit)/,
  },
  message => {
    const [, some, all] = /only (\d+) out of (\d+)/.exec(message) ?? [];
    return {
      summary: `Enough is free, but not close together${
        some ? `: room for ${some} of ${all} pods` : ''
      }.`,
      fixes: [
        {
          text: 'Wait until devices that are close together become free, or ask for less',
        },
      ],
    };
  },
);

export const noMatchingFlavor = fromQueue(
  'NoMatchingFlavor',
  {
    reasons: ['NoMatchingFlavor'],
    pattern:
      /doesn't match node affinity|untolerated taint .* in flavor|does not provide resource|unavailable in ClusterQueue/,
  },
  (_message, entry, evidence) => ({
    summary: `${named(
      entry,
    )} has no hardware that fits the profile's node labels and tolerations.`,
    fixes: [
      ...freeProfiles(evidence, evidence.hardware?.count ?? 1),
      { text: 'Choose another hardware profile' },
    ],
  }),
);

/** There is quota, and something else has to agree. */
export const waitingForAdmissionCheck: Cause = {
  reason: 'WaitingForAdmissionCheck',
  phase: 'Pending',
  stage: 'Scheduled',
  find: evidence => {
    for (const entry of waitingIn(evidence)) {
      const open = entry.checks.filter(({ state }) => state !== 'Ready');
      const admitted = entry.conditions.find(({ type }) => type === 'Admitted');
      if (
        open.length &&
        /^Unsatisfied(Admission)?Checks$/.test(admitted?.reason ?? '')
      ) {
        const names = open.map(({ name }) => `"${name}"`).join(', ');
        return {
          summary: `There is quota for it; it still waits for the check ${names}.`,
          object: describeObject(entry),
          evidence:
            open
              .map(({ name, state, message }) =>
                [`${name}: ${state}`, message].filter(Boolean).join(', '),
              )
              .join('; ') || admitted?.message,
          fixes: [
            { text: `Ask the platform team what the check ${names} waits for` },
          ],
        };
      }
    }
    return undefined;
  },
};

/** Nobody lets it in again until somebody says so. */
export const deactivatedInQueue: Cause = {
  reason: 'DeactivatedInQueue',
  phase: 'Failed',
  stage: 'Scheduled',
  find: evidence => {
    const entry = waitingIn(evidence).find(({ active }) => !active);
    if (!entry) return undefined;
    const because = evictionOf(entry)?.message;
    return {
      summary: `${named(entry)} has given up on it${
        because ? `: ${because}` : '.'
      }`,
      object: describeObject(entry),
      evidence: because,
      fixes: [{ text: 'Stop it and start it again to queue it anew' }],
    };
  },
};

const EVICTIONS: Record<string, string> = {
  Preempted: 'to make room for something with precedence',
  PodsReadyTimeout: 'because it was not ready in time',
  NodeFailures: 'because its node failed',
  AdmissionCheck: 'because a check no longer agrees',
  ClusterQueueStopped: 'because the queue was stopped',
  LocalQueueStopped: 'because the queue was stopped',
};

const PREEMPTIONS: Record<string, string> = {
  InClusterQueue: 'to make room for something with precedence in its queue',
  InCohortReclamation: 'because what it had borrowed was claimed back',
  InCohortFairSharing: 'because others have a right to a fair share',
  InCohortReclaimWhileBorrowing:
    'because what it had borrowed was claimed back',
};

/** It ran, or was about to, and was turned out. It is queued again by itself. */
export const evictedFromQueue: Cause = {
  reason: 'EvictedFromQueue',
  phase: 'Pending',
  stage: 'Scheduled',
  find: evidence => {
    for (const entry of waitingIn(evidence)) {
      const evicted = evictionOf(entry);
      if (evicted) {
        const preempted = entry.conditions.find(
          ({ type, status }) => type === 'Preempted' && status === 'True',
        );
        const why =
          PREEMPTIONS[preempted?.reason ?? ''] ??
          EVICTIONS[evicted.reason ?? ''] ??
          `(${evicted.reason})`;
        return {
          summary: `${named(entry)} stopped it ${why}. It is queued again${
            entry.requeueAt ? ` at ${entry.requeueAt}` : ''
          }.`,
          ...quoted(entry, evicted),
          fixes: [
            { text: 'Wait, or ask the platform team for a higher priority' },
          ],
        };
      }
    }
    return undefined;
  },
};
