import { Cause } from '../Cause';
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
    return {
      summary: `The project's quota "${quota}" is used up: ${shortages(
        requested,
        used,
        limited,
      )}.`,
      object: found.refusal.object,
      evidence: found.refusal.message,
      fixes: [
        { text: 'Stop another workbench or model server of this project' },
        { text: 'Choose a smaller hardware profile' },
        { text: 'Ask the platform team for a larger project tier' },
      ],
    };
  },
};

/** `2 of 2 requests.nvidia.com/gpu are used and 1 more is asked for` for each resource. */
function shortages(requested: string, used: string, limited: string): string {
  const uses = amounts(used);
  const limits = amounts(limited);
  return [...amounts(requested)]
    .map(
      ([resource, amount]) =>
        `${uses.get(resource) ?? '?'} of ${
          limits.get(resource) ?? '?'
        } ${resource} in use, ${amount} more asked for`,
    )
    .join('; ');
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
