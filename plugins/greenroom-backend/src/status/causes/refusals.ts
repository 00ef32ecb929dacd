import { Cause } from '../Cause';
import { refused, refusedWith } from '../refused';

/** A quota counts something that a pod does not state. Source: apiserver, "failed quota". */
export const quotaDemandsLimits: Cause = {
  reason: 'QuotaDemandsLimits',
  phase: 'Failed',
  stage: 'Scheduled',
  find: evidence => {
    const found = refusedWith(
      evidence,
      /failed quota: ([^:]+): must specify (.+)/,
    );
    return (
      found && {
        summary: `The quota "${found.match[1]}" demands that every pod states ${found.match[2]}.`,
        object: found.refusal.object,
        evidence: found.refusal.message,
        fixes: [
          { text: 'Ask the platform team to add it to the hardware profile' },
        ],
      }
    );
  },
};

/** Source: PodSecurity admission. */
export const podSecurityViolation: Cause = {
  reason: 'PodSecurityViolation',
  phase: 'Failed',
  stage: 'Scheduled',
  find: evidence => {
    const found = refusedWith(evidence, /violates PodSecurity "([^"]+)": (.+)/);
    return (
      found && {
        summary: `The project's pod security level "${found.match[1]}" does not admit the pod: ${found.match[2]}`,
        object: found.refusal.object,
        evidence: found.refusal.message,
        fixes: [
          {
            text: 'Something changed the pod after Greenroom wrote it: ask the platform team which webhook adds the field',
          },
        ],
      }
    );
  },
};

const WEBHOOK =
  /(?:admission webhook "([^"]+)"|ValidatingAdmissionPolicy '([^']+)'.*?) denied (?:the )?request:? ?(.*)/;

/** A policy of the cluster refused the object. */
export const deniedByPolicy: Cause = {
  reason: 'DeniedByPolicy',
  phase: 'Failed',
  stage: 'Applied',
  find: evidence => {
    const found = refusedWith(evidence, WEBHOOK);
    if (!found) return undefined;
    const [, webhook, policy, said] = found.match;
    return {
      summary: `The policy "${webhook ?? policy}" refused it${
        said ? `: ${said}` : '.'
      }`,
      object: found.refusal.object,
      evidence: found.refusal.message,
      fixes: [
        { text: 'Change what the policy names, or ask the platform team' },
      ],
    };
  },
};

/** A controller could not create a pod, for a reason that no other cause knows. */
export const createRefused: Cause = {
  reason: 'CreateRefused',
  phase: 'Failed',
  stage: 'Scheduled',
  find: evidence => {
    const [first] = refused(evidence);
    return (
      first && {
        summary: 'The cluster refused to create the pod.',
        object: first.object,
        evidence: first.message,
      }
    );
  },
};
