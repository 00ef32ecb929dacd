import {
  describeObject,
  SeenContainer,
  SeenPod,
} from '@greenroom/backstage-plugin-greenroom-node';
import { Evidence } from './Evidence';

/** A container that is not well, and its pod. */
export interface Sick {
  container: SeenContainer;
  pod: SeenPod;
  /** e.g. `Pod fraud/explore-0` */
  object: string;
}

/** The first container, not ready, for which the test holds; those of a pod that is told to go end on purpose. */
export function sickContainer(
  { pods }: Evidence,
  test: (container: SeenContainer) => boolean,
): Sick | undefined {
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp) continue;
    const container = pod.containers.find(each => !each.ready && test(each));
    if (container) return { container, pod, object: describeObject(pod) };
  }
  return undefined;
}

/** How it ended last, now or before it was restarted. */
export function lastEnd({ terminated, lastTerminated }: SeenContainer) {
  return terminated ?? lastTerminated;
}

/** It ended, as only init containers may without a failure, and is not up again. */
export function hasFailed(container: SeenContainer): boolean {
  const ended = lastEnd(container);
  const down = !container.running || container.restartCount > 0;
  return (
    container.waiting?.reason === 'CrashLoopBackOff' ||
    (down && ended !== undefined && !(container.init && ended.exitCode === 0))
  );
}

/** What to do about a Secret or ConfigMap that is not there. */
export function creating(kind: string, name: string): string {
  return kind.toLowerCase() === 'secret'
    ? `Create the connection "${name}", or the Secret itself`
    : `Create the ConfigMap "${name}"`;
}
