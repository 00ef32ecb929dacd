import { SeenEvent, SeenPod } from '@greenroom/backstage-plugin-greenroom-node';
import { Cause, Finding } from '../Cause';
import { creating, lastEnd } from '../containers';
import { Evidence } from '../Evidence';
import { isAboutPod } from '../warnings';

/** The newest event of that reason about a pod whose volumes are not there: an event outlives what it tells of. */
function eventOfWaitingPod(
  { events, pods }: Evidence,
  reason: string,
): SeenEvent | undefined {
  return events.find(
    event =>
      event.reason === reason &&
      pods.some(pod => isAboutPod(event, pod) && !hasVolumes(pod)),
  );
}

/** Nothing of a pod starts before its volumes are mounted. */
function hasVolumes({ conditions, containers }: SeenPod): boolean {
  return (
    conditions.some(
      ({ type, status }) =>
        type === 'PodReadyToStartContainers' && status === 'True',
    ) || containers.some(each => each.running ?? lastEnd(each))
  );
}

function shown({ involved, message, metadata }: SeenEvent) {
  return {
    object: `${involved.kind} ${metadata.namespace}/${involved.name}`,
    evidence: message,
  };
}

/** Source: attach-detach controller; a volume that one node has cannot be attached to another. */
export const volumeInUse: Cause = {
  reason: 'VolumeInUse',
  phase: 'Pending',
  passing: true,
  stage: 'VolumesReady',
  find: evidence => {
    const event = eventOfWaitingPod(evidence, 'FailedAttachVolume');
    if (!event) return undefined;
    const [, holders] = /used by pod\(s\) (.+)$/.exec(event.message) ?? [];
    return {
      ...shown(event),
      summary: `The volume cannot be attached${
        holders ? `: ${holders} still uses it` : ' yet'
      }.`,
      fixes: [
        { text: `Stop ${holders ?? 'what still uses it'}, or wait` },
        {
          text: 'Ask the platform team for a storage class that more than one node can mount (ReadWriteMany)',
        },
      ],
    };
  },
};

/** Source: kubelet. */
export const mountFailed: Cause = {
  reason: 'VolumeMountFailed',
  phase: 'Pending',
  passing: true,
  stage: 'VolumesReady',
  find: (evidence): Finding | undefined => {
    const event = eventOfWaitingPod(evidence, 'FailedMount');
    if (!event) return undefined;
    const [, kind, name] =
      /(secret|configmap) "([^"]+)" not found/.exec(event.message) ?? [];
    return {
      ...shown(event),
      summary: name
        ? `The ${kind} "${name}" that the pod mounts does not exist.`
        : 'A volume cannot be mounted.',
      fixes: name
        ? [{ text: creating(kind, name) }]
        : [
            {
              text: 'Ask the platform team: the evidence says what does not mount',
            },
          ],
    };
  },
};
