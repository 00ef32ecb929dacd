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

/** What the project may have none of and has none of is not worth a line. */
export function offeredQuota(quota: readonly QuotaUse[]): QuotaUse[] {
  return quota.filter(
    ({ used, hard }) => parseQuantity(hard) !== 0 || parseQuantity(used) !== 0,
  );
}
