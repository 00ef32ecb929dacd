import { Cause } from '../Cause';
import { unscheduled } from '../scheduling';

/** A claim that is declared to exist already does not. Source: kube-scheduler, plugin VolumeBinding. */
export const claimMissing: Cause = {
  reason: 'ClaimMissing',
  phase: 'Pending',
  stage: 'VolumesReady',
  find: evidence => {
    const waiting = unscheduled(evidence);
    const [, claim] =
      /persistentvolumeclaim "([^"]+)" not found/.exec(
        waiting?.message ?? '',
      ) ?? [];
    return waiting && claim
      ? {
          summary: `There is no volume claim "${claim}" in the project.`,
          object: waiting.object,
          evidence: waiting.message,
          fixes: [
            {
              text: 'Correct "existing" under "storage", or give a size so that a new volume is made',
            },
          ],
        }
      : undefined;
  },
};
