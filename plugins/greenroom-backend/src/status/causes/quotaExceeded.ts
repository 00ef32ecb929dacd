import {
  Fix,
  HardwareProfile,
  parseQuantity,
  quotaName,
} from '@greenroom/backstage-plugin-greenroom-common';
import { asMuchAs } from '../alternatives';
import { Cause } from '../Cause';
import { Evidence } from '../Evidence';
import { refusedWith } from '../refused';

const EXCEEDED =
  /exceeded quota: ([^,]+), requested: (.+), used: (.+), limited: (.+?)"?$/m;

/** The project's quota is used up. Source: apiserver, "exceeded quota". */
export const quotaExceeded: Cause = {
  reason: 'QuotaExceeded',
  phase: 'Pending',
  stage: 'Scheduled',
  find: evidence => {
    const found = refusedWith(evidence, EXCEEDED);
    if (!found) return undefined;
    const [, quota, requested, used, limited] = found.match;
    const short = shortages(requested, used, limited);
    return {
      summary: `The project's quota "${quota}" is used up: ${short
        .map(each => told(each, evidence.context.profiles))
        .join('; ')}.`,
      object: found.refusal.object,
      evidence: found.refusal.message,
      fixes: [
        ...whatIsLeft(evidence, short),
        { text: 'Stop another workbench or model server of this project' },
        { text: 'Choose a smaller hardware profile' },
        { text: 'Ask the platform team for a larger project tier' },
      ],
    };
  },
};

interface Short {
  /** e.g. `requests.nvidia.com/gpu` */
  resource: string;
  requested: string;
  used: string;
  limit: string;
}

function told(
  { resource, requested, used, limit }: Short,
  profiles?: readonly HardwareProfile[],
): string {
  const name = quotaName(resource, profiles);
  return `${used} of ${limit} ${name} in use, ${requested} more asked for`;
}

/** One change helps only when one thing is short. */
function whatIsLeft(evidence: Evidence, short: readonly Short[]): Fix[] {
  if (short.length !== 1) return [];
  const [{ resource, used, limit }] = short;
  const left = (parseQuantity(limit) ?? 0) - (parseQuantity(used) ?? 0);
  return asMuchAs(evidence, resource, left);
}

function shortages(requested: string, used: string, limited: string): Short[] {
  const uses = amounts(used);
  const limits = amounts(limited);
  return [...amounts(requested)].map(([resource, amount]) => ({
    resource,
    requested: amount,
    used: uses.get(resource) ?? '?',
    limit: limits.get(resource) ?? '?',
  }));
}

/** `a=1,b=2` */
function amounts(text: string): Map<string, string> {
  return new Map(
    text.split(',').map((pair): [string, string] => {
      const [resource, amount = '?'] = pair.trim().split('=');
      return [resource, amount];
    }),
  );
}
