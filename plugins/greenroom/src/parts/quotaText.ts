import {
  parseQuantity,
  QuotaUse,
} from '@greenroom/backstage-plugin-greenroom-common';

const WORDS: Record<string, string> = {
  pods: 'Pods',
  services: 'Services',
  persistentvolumeclaims: 'Volumes',
  cpu: 'CPU',
  memory: 'Memory',
  storage: 'Storage',
};

/** What people call a resource of a quota: `requests.cpu` is `CPU`. */
export function quotaName(resource: string): string {
  const [, bound, plain] = /^(?:(requests|limits)\.)?(.*)$/.exec(resource)!;
  const word = WORDS[plain] ?? plain;
  return bound === 'limits' ? `${word} (limit)` : word;
}

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
