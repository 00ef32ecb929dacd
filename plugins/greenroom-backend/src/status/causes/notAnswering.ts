import { Kind } from '@greenroom/backstage-plugin-greenroom-common';
import {
  SeenContainer,
  SeenEvent,
} from '@greenroom/backstage-plugin-greenroom-node';
import { Cause } from '../Cause';
import { lastEnd, sickContainer } from '../containers';
import { isAboutPod } from '../warnings';

/** So often a server may say it while it is still loading. */
const LOADING = 3;

/** So long a container may take to end after it was told to. */
const ENDING_MS = 60_000;

const WHERE_TO_ANSWER: Partial<Record<Kind, string>> = {
  Workbench:
    'Choose an image with Jupyter, or one that serves under the path in NB_PREFIX',
  ModelServer:
    'Ask the platform team to correct where the serving runtime says that it is ready',
};

/** It runs, but its probes get no answer, or not the one that they want. Source: kubelet. */
export const notAnswering: Cause = {
  reason: 'NotAnswering',
  phase: 'Failed',
  passing: true,
  stage: 'Ready',
  find: evidence => {
    const sick = sickContainer(evidence, ({ init }) => !init);
    if (!sick) return undefined;
    const { container, pod, object } = sick;
    const about = evidence.events.filter(each => isAboutPod(each, pod));
    const failed = about.filter(
      ({ reason, message }) =>
        reason === 'Unhealthy' && /^\w+ probe failed: /.test(message),
    );
    const nothing = failed.find(({ message }) =>
      /statuscode: 404$/.test(message),
    );
    const ended = endedByProbe(container, about);
    const lasting = container.running && nothing && nothing.count > LOADING;
    if (!ended && !lasting) return undefined;
    const where = nothing && WHERE_TO_ANSWER[evidence.asset.kind];
    return {
      summary: nothing
        ? 'It runs, but has nothing where it is to say that it is ready: it answers 404 there.'
        : `It runs, but does not answer${
            ended?.[2] === 'startup' ? ' in the time that a start may take' : ''
          }, and is restarted again and again.`,
      object,
      evidence: (nothing ?? failed[0])?.message ?? ended?.[0],
      fixes: [
        ...(where ? [{ text: where }] : []),
        { text: 'Read its log for what it does instead' },
      ],
    };
  },
};

/** The words in which the kubelet said that it would end it, if that was its last end. */
function endedByProbe(
  container: SeenContainer,
  events: readonly SeenEvent[],
): RegExpExecArray | undefined {
  const end = lastEnd(container);
  if (!end) return undefined;
  for (const { reason, message, lastSeen } of events) {
    const said = /^Container (\S+) failed (startup|liveness) probe/.exec(
      message,
    );
    if (reason === 'Killing' && said?.[1] === container.name) {
      const late = Date.parse(end.finishedAt ?? '') - Date.parse(lastSeen);
      return late > ENDING_MS ? undefined : said;
    }
  }
  return undefined;
}
