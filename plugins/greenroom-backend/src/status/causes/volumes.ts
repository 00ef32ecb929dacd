import { SeenEvent } from '@greenroom/backstage-plugin-greenroom-node';
import { Cause, Finding } from '../Cause';
import { Evidence } from '../Evidence';

/** The newest event of that reason about a pod that has not started. */
function eventOfWaitingPod(
  { events, pods }: Evidence,
  reason: string,
): SeenEvent | undefined {
  return events.find(
    event =>
      event.reason === reason &&
      pods.some(
        pod =>
          pod.metadata.name === event.involved.name &&
          (event.involved.uid === undefined ||
            event.involved.uid === pod.metadata.uid) &&
          !pod.containers.some(({ running }) => running),
      ),
  );
}

function shown({ involved, message, metadata }: SeenEvent) {
  return {
    object: `${involved.kind} ${metadata.namespace}/${involved.name}`,
    evidence: message,
  };
}

export const volumeInUse: Cause = {
  reason: 'VolumeInUse',
  phase: 'Pending',
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
      fixes: [{ text: `Stop ${holders ?? 'what still uses it'}, or wait` }],
    };
  },
};

export const mountFailed: Cause = {
  reason: 'VolumeMountFailed',
  phase: 'Pending',
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
      fixes: name ? [{ text: `Create the ${kind} "${name}"` }] : [],
    };
  },
};
