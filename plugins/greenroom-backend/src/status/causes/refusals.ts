import { parseQuantity } from '@greenroom/backstage-plugin-greenroom-common';
import { asMuchAs } from '../alternatives';
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

const OUTSIDE =
  /(maximum|minimum) (\S+) usage per (\S+) is ([^,]+), but (?:limit|request) is ([^,\]]+)/;

/** Source: apiserver, LimitRange. */
export const outsideLimitRange: Cause = {
  reason: 'OutsideLimitRange',
  phase: 'Failed',
  stage: 'Scheduled',
  find: evidence => {
    const found = refusedWith(evidence, OUTSIDE);
    if (!found) return undefined;
    const [, bound, resource, per, limit, asked] = found.match;
    return {
      summary: `The project admits ${limit} ${resource} per ${per} at ${
        bound === 'maximum' ? 'most' : 'least'
      }, and ${asked} are asked for.`,
      object: found.refusal.object,
      evidence: found.refusal.message,
      fixes: [
        ...asMuchAs(evidence, resource, parseQuantity(limit) ?? 0),
        { text: 'Choose another hardware profile' },
        { text: 'Ask the platform team for a larger project tier' },
      ],
    };
  },
};

/** Source: PodSecurity admission. */
export const podSecurityViolation: Cause = {
  reason: 'PodSecurityViolation',
  phase: 'Failed',
  stage: 'Scheduled',
  find: evidence => {
    const found = refusedWith(evidence, /violates PodSecurity "([^"]+)": (.+)/);
    if (!found) return undefined;
    const [, level, said] = found.match;
    const fields = [...said.matchAll(/\b(?:must|must not) set ([\w.]+)/g)].map(
      ([, field]) => field,
    );
    return {
      summary: `The project's pod security level "${level}" does not admit the pod: ${said}`,
      object: found.refusal.object,
      evidence: found.refusal.message,
      fixes: [
        {
          text: `Something changed the pod after Greenroom wrote it: ask the platform team which webhook changes ${
            fields.length ? fields.join(', ') : 'the field'
          }`,
        },
      ],
    };
  },
};

const DENIED =
  /(?:admission webhook "([^"]+)"|ValidatingAdmissionPolicy '([^']+)'[^]*?) denied (?:the )?request:?\s*([^]*)/;

/** A policy of the cluster refused the object. */
export const deniedByPolicy: Cause = {
  reason: 'DeniedByPolicy',
  phase: 'Failed',
  stage: 'Applied',
  find: evidence => {
    const found = refusedWith(evidence, DENIED);
    if (!found) return undefined;
    const [, webhook, admissionPolicy, text] = found.match;
    const { policy = webhook ?? admissionPolicy, said } = readDenial(text);
    const field = fieldIn(text);
    return {
      summary: `The policy "${policy}" refused it${said ? `: ${said}` : '.'}${
        field && !said.includes(field) ? ` It is about ${field}.` : ''
      }`,
      object: found.refusal.object,
      evidence: found.refusal.message,
      fixes: [
        {
          text: field
            ? `Change ${field} as the policy says, or ask the platform team`
            : 'Change what the policy names, or ask the platform team',
        },
      ],
    };
  },
};

/** Gatekeeper writes `[policy] text`; Kyverno an introduction, then `policy:` and `rule: 'text'` on lines of their own. */
function readDenial(text: string): { policy?: string; said: string } {
  const [, gatekeeper, rest] = /^\[([^\]]+)\]\s*([^]*)$/.exec(text) ?? [];
  if (gatekeeper) return { policy: gatekeeper, said: oneLine(rest) };
  const [, kyverno, rule, why] =
    /following policies\s+([\w.-]+):\s+([\w.-]+):\s*([^]*)$/.exec(text) ?? [];
  return kyverno
    ? {
        policy: `${kyverno}/${rule}`,
        said: oneLine(why).replace(/^'(.*)'$/, '$1'),
      }
    : { said: oneLine(text) };
}

/** e.g. `spec.containers[0].image`, or `/spec/containers/0/image` */
function fieldIn(text: string): string | undefined {
  const [, path] = /at path (\/[\w/~.-]+)/.exec(text) ?? [];
  return path ?? /\b(?:spec|metadata)(?:\.\w+|\[[^\]]+\])+/.exec(text)?.[0];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

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
