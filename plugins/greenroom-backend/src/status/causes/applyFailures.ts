import { ApplyFailure } from '@greenroom/backstage-plugin-greenroom-node';
import { Cause, Finding } from '../Cause';

/** A cause that is one type of failure of the apply. */
function applyFailure(
  cause: Pick<Cause, 'reason' | 'phase'>,
  type: ApplyFailure['type'],
  explain: (failure: ApplyFailure) => Pick<Finding, 'summary' | 'fixes'>,
): Cause {
  return {
    ...cause,
    stage: 'Applied',
    find: ({ context: { failure } }) =>
      failure?.type === type
        ? {
            ...explain(failure),
            object: failure.object,
            evidence: failure.message,
          }
        : undefined,
  };
}

/** The name is taken by an object that is not this asset's: it is never changed. The evidence says whose it is. */
export const foreignObject = applyFailure(
  { reason: 'ForeignObject', phase: 'Failed' },
  'Foreign',
  ({ object }) => ({
    summary: `${object} exists already and does not belong to this asset, so it is left alone.`,
    fixes: [
      { text: 'Declare it under another name' },
      { text: 'Delete the object that is there, if nobody needs it' },
    ],
  }),
);

/** What is to be in a namespace waits until there is one. Source: apiserver, `namespaces "x" not found`. */
export const namespaceMissing: Cause = {
  reason: 'NamespaceMissing',
  phase: 'Pending',
  stage: 'Applied',
  find: ({ context: { failure, namespace } }) =>
    failure?.message.includes(`namespaces "${namespace}" not found`)
      ? {
          summary: `There is no namespace ${namespace} on the cluster. It goes on once there is.`,
          object: failure.object,
          evidence: failure.message,
          fixes: [
            {
              text: 'Ask the platform team to make the namespace, or declare a project that makes its own',
            },
          ],
        }
      : undefined,
};

/** Another field manager owns a field: it is not forced. */
export const managerConflict = applyFailure(
  { reason: 'Conflict', phase: 'Failed' },
  'Conflict',
  ({ object, message }) => {
    const manager = /conflicts? with "([^"]+)"/.exec(message)?.[1];
    const who = manager ? `"${manager}"` : 'somebody else';
    return {
      summary: `${who} has changed fields of ${object} that this declaration sets, so they are left alone.`,
      fixes: [
        {
          text: `Ask whoever runs ${who} to take the change back, or declare the same`,
        },
      ],
    };
  },
);

/** Somebody undoes each correction: the quarrel is left alone, and tried again once in a while. */
export const contended = applyFailure(
  { reason: 'Contended', phase: 'Failed' },
  'Contended',
  ({ object, message }) => {
    const manager = /contended: "([^"]+)"/.exec(message)?.[1];
    const who = manager ? `"${manager}"` : 'Somebody';
    return {
      summary: `${who} changes ${object} again each time that Greenroom puts it back, so it is left as it is.`,
      fixes: [
        { text: `Find out why ${who} changes it, and declare the same` },
        { text: 'Ask the platform team to stop what changes it' },
      ],
    };
  },
);

export const forbidden = applyFailure(
  { reason: 'Forbidden', phase: 'Failed' },
  'Forbidden',
  ({ object }) => ({
    summary: `Greenroom may not write ${object} on this cluster.`,
    fixes: [
      {
        text: "Ask the platform team to give Greenroom's account the rights that the message names",
      },
    ],
  }),
);

/** What is being deleted takes no new objects; it is tried again. */
export const terminating = applyFailure(
  { reason: 'Terminating', phase: 'Pending' },
  'Terminating',
  ({ object }) => ({
    summary: `${object} is still being deleted. It is made anew once that is done.`,
  }),
);

export const invalidObject = applyFailure(
  { reason: 'InvalidObject', phase: 'Failed' },
  'Invalid',
  ({ object }) => ({
    summary: `The cluster does not accept ${object} as it is declared.`,
    fixes: [{ text: 'Change the field that the message names' }],
  }),
);

/** Refused for a reason that no other cause knows. */
export const applyDenied = applyFailure(
  { reason: 'Denied', phase: 'Failed' },
  'Denied',
  ({ object }) => ({ summary: `The cluster refused ${object}.` }),
);

export const applyError = applyFailure(
  { reason: 'ApplyFailed', phase: 'Failed' },
  'Error',
  ({ object }) => ({
    summary: `${object} could not be written. It is tried again.`,
  }),
);

export const clusterUnreachable = applyFailure(
  { reason: 'ClusterUnreachable', phase: 'Pending' },
  'Unreachable',
  () => ({
    summary:
      'The cluster cannot be reached. What is declared is applied once it answers again.',
  }),
);
