import {
  AcceleratorUsage,
  Fix,
  HardwareProfile,
  parseQuantity,
} from '@greenroom/backstage-plugin-greenroom-common';
import { canonicalQuantity } from '../render/quantity';
import { Evidence } from './Evidence';
import { largestOf, sumOf, usagesOf } from './scheduling';

const MAX_ALTERNATIVES = 3;

/** Profiles of which enough is free on one node right now, most first. */
export function freeProfiles(
  { asset, context, hardware }: Evidence,
  wanted: number,
): Fix[] {
  const { profiles = [], accelerators = [] } = context;
  return profiles
    .filter(
      profile =>
        profile.name !== hardware?.profile &&
        profile.lifecycle !== 'blocked' &&
        (profile.for ?? [asset.kind]).some(kind => kind === asset.kind),
    )
    .map(profile => ({ profile, count: countWithin(profile, wanted) }))
    .flatMap(({ profile, count }) => {
      const usages = usagesOfProfile(profile, accelerators);
      return count > 0 && largestOf(usages, 'largestFree') >= count
        ? [{ profile, count, free: sumOf(usages, 'free') }]
        : [];
    })
    .sort((a, b) => b.free - a.free)
    .slice(0, MAX_ALTERNATIVES)
    .map(({ profile, count, free }) => ({
      text: `Use ${profile.title ?? profile.name} (${free} free)`,
      change: {
        hardware: {
          profile: profile.name,
          ...(hardware?.count !== undefined && { count }),
        },
      },
    }));
}

const ask = (amount: number | string) => `Ask for ${amount}`;

/** Another number of the same devices, when the profile admits it. */
export function otherCount(
  { context }: Evidence,
  count: number,
  text: (count: number) => string = ask,
): Fix[] {
  const bounds = context.resolved.profile?.accelerator?.count;
  return count >= 1 && isWithin(count, bounds)
    ? [{ text: text(count), change: { hardware: { count } } }]
    : [];
}

/**
 * As much of a resource as there is, when the profile admits that.
 * @param resource - as the cluster names it, e.g. `requests.nvidia.com/gpu` or `memory`
 */
export function asMuchAs(
  evidence: Evidence,
  resource: string,
  available: number,
): Fix[] {
  const { profile } = evidence.context.resolved;
  const name = resource.replace(/^(requests|limits)\./, '');
  if (name === profile?.accelerator?.resource) {
    return otherCount(evidence, Math.floor(available));
  }
  if (name !== 'cpu' && name !== 'memory') return [];
  const amount = written(name, available);
  return amount !== undefined && isWithin(amount, profile?.[name])
    ? [
        {
          text: `${ask(amount)} of ${name === 'cpu' ? 'CPU' : name}`,
          change: { hardware: { [name]: amount } },
        },
      ]
    : [];
}

/** Twice the memory, or the most that the profile admits, when that is more than now. */
export function moreMemory(evidence: Evidence, current: string): Fix[] {
  const bounds = evidence.context.resolved.profile?.memory;
  const now = parseQuantity(current) ?? 0;
  const most = parseQuantity(bounds?.max ?? bounds?.default) ?? 0;
  const more = Math.min(2 * now, most);
  return more > now ? asMuchAs(evidence, 'memory', more) : [];
}

/** A profile without bounds admits its default only. */
function isWithin<T extends number | string>(
  value: T,
  bounds: { default: T; min?: T; max?: T } | undefined,
): boolean {
  if (!bounds) return false;
  const { default: usual, min = usual, max = usual } = bounds;
  const asked = parseQuantity(value) ?? NaN;
  return asked >= parseQuantity(min)! && asked <= parseQuantity(max)!;
}

/** In whole units that people use: cores in thousandths, memory in mebibytes. */
function written(
  resource: 'cpu' | 'memory',
  amount: number,
): string | undefined {
  const units = Math.floor(
    resource === 'cpu' ? amount * 1000 : amount / 2 ** 20,
  );
  return units > 0
    ? canonicalQuantity(`${units}${resource === 'cpu' ? 'm' : 'Mi'}`)
    : undefined;
}

function usagesOfProfile(
  { accelerator }: HardwareProfile,
  accelerators: readonly AcceleratorUsage[],
): AcceleratorUsage[] {
  return accelerator
    ? usagesOf(accelerators, accelerator.resource, accelerator.product)
    : [];
}

function countWithin({ accelerator }: HardwareProfile, wanted: number): number {
  if (!accelerator) return 0;
  const { default: usual, min = usual, max = usual } = accelerator.count;
  return Math.min(Math.max(wanted, min), max);
}
