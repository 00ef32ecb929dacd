import { Cause } from '../Cause';

/**
 * Controllers act within seconds. One that is upgraded starts anew, and first
 * waits until the lease of the one before has run out: that takes no two minutes.
 */
const PATIENCE_MS = 2 * 60_000;

/**
 * The object is there, and nobody makes anything of it: its controller does not
 * run, cannot read it, or fails on it without a word. Source: the absence of all else.
 */
export const controllerSilent: Cause = {
  reason: 'ControllerSilent',
  phase: 'Pending',
  stage: 'Scheduled',
  find: ({ unanswered, context, pods, events, refusals }) => {
    if (!unanswered || pods.length || events.length || refusals.length) {
      return undefined;
    }
    const { object, since } = unanswered;
    if (context.now - Date.parse(since) < PATIENCE_MS) return undefined;
    const [kind] = object.split(' ');
    return {
      summary: `The cluster's ${kind} controller has made nothing of it for over 2 minutes; it may not be running.`,
      object,
      evidence: `There since ${since}; it has no pod, nor is there any event about it.`,
      fixes: [
        {
          text: `Ask the platform team whether the controller of ${kind}s runs, and what it logs about this one`,
        },
      ],
    };
  },
};
