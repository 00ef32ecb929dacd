import {
  parseQuantity,
  QuotaUse,
} from '@greenroom/backstage-plugin-greenroom-common';

/** How much of the quota is used, from 0 to 1; undefined when it cannot be told. */
export function quotaShare({ used, hard }: QuotaUse): number | undefined {
  const amount = parseQuantity(used);
  const bound = parseQuantity(hard);
  if (amount === undefined || bound === undefined) return undefined;
  return bound > 0 ? Math.min(amount / bound, 1) : 1;
}

/** From what a workload asks for first to what it leaves behind; accelerators come between. */
const BEFORE = ['cpu', 'memory'];
const AFTER = ['storage', 'persistentvolumeclaims', 'pods', 'services'];

function rank(resource: string): number {
  const plain = resource.replace(/^(requests|limits)\./, '');
  const after = AFTER.indexOf(plain);
  const before = BEFORE.indexOf(plain);
  if (before >= 0) return before;
  return BEFORE.length + 1 + after;
}

/** What is worth a line, in the order of interest: not what the project may have none of and has none of. */
export function offeredQuota(quota: readonly QuotaUse[]): QuotaUse[] {
  return quota
    .filter(
      ({ used, hard }) =>
        parseQuantity(hard) !== 0 || parseQuantity(used) !== 0,
    )
    .sort((a, b) => rank(a.resource) - rank(b.resource));
}
