import {
  SeenContainer,
  SeenPod,
} from '@greenroom/backstage-plugin-greenroom-node';
import { Evidence } from './Evidence';

/** What an asset passes on its way, in this order. Each is a condition and a step. */
export const STAGES = [
  'Applied',
  'Scheduled',
  'VolumesReady',
  'ImagesPulled',
  'Started',
  'Ready',
] as const;
export type Stage = (typeof STAGES)[number];

/** How people read the stages. */
export const STEP_NAMES: Record<Stage, string> = {
  Applied: 'Requested',
  Scheduled: 'Scheduled',
  VolumesReady: 'Volumes ready',
  ImagesPulled: 'Image pulled',
  Started: 'Started',
  Ready: 'Ready',
};

/** Reasons of waiting containers whose image is there already. */
const AFTER_PULL = new Set([
  'CrashLoopBackOff',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
]);

/** Since when a stage is passed. `at` is absent when the cluster does not say. */
export interface Passed {
  at?: string;
}

const checks: Record<
  Exclude<Stage, 'Applied'>,
  (pod: SeenPod, evidence: Evidence) => Passed | undefined
> = {
  Scheduled: pod => conditionTrue(pod, 'PodScheduled'),
  VolumesReady: (pod, { claims }) =>
    claims.every(({ phase }) => phase === undefined || phase === 'Bound')
      ? conditionTrue(pod, 'PodReadyToStartContainers')
      : undefined,
  ImagesPulled: pod => when(allPulled(pod)),
  Started: pod => started(pod),
  Ready: pod => conditionTrue(pod, 'Ready'),
};

/**
 * The stages that every pod has passed. A later one includes the earlier ones:
 * not every cluster reports each of them.
 */
export function passedStages(evidence: Evidence): Map<Stage, Passed> {
  const passed = new Map<Stage, Passed>();
  if (evidence.context.appliedRevision > 0) passed.set('Applied', {});
  if (evidence.pods.length === 0) return passed;
  let later = false;
  for (const stage of [...STAGES].reverse()) {
    if (stage === 'Applied') continue;
    const own = latest(evidence.pods.map(pod => checks[stage](pod, evidence)));
    if (own ?? later) {
      passed.set(stage, own ?? {});
      later = true;
    }
  }
  return passed;
}

function latest(all: readonly (Passed | undefined)[]): Passed | undefined {
  if (all.some(each => !each)) return undefined;
  const times = all.flatMap(each => each?.at ?? []).sort();
  return { at: times.at(-1) };
}

function conditionTrue(pod: SeenPod, type: string): Passed | undefined {
  const found = pod.conditions.find(each => each.type === type);
  return found?.status === 'True'
    ? { at: found.lastTransitionTime }
    : undefined;
}

function started(pod: SeenPod): Passed | undefined {
  const main = pod.containers.filter(({ init }) => !init);
  return main.length > 0
    ? latest(main.map(({ running }) => running && { at: running.startedAt }))
    : undefined;
}

function isPulled(container: SeenContainer): boolean {
  const { running, terminated, lastTerminated, waiting } = container;
  return Boolean(
    running ||
      terminated ||
      lastTerminated ||
      AFTER_PULL.has(waiting?.reason ?? ''),
  );
}

/** Containers that wait for others may have the image of one that did not. */
function allPulled({ containers }: SeenPod): boolean {
  const there = new Set(containers.filter(isPulled).map(({ image }) => image));
  return (
    containers.length > 0 &&
    containers.every(
      each => isPulled(each) || (each.image && there.has(each.image)),
    )
  );
}

function when(holds: boolean): Passed | undefined {
  return holds ? {} : undefined;
}
