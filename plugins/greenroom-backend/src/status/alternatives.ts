import {
  AcceleratorUsage,
  Fix,
  HardwareProfile,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Evidence } from './Evidence';
import { largestOf, Shortage, sumOf, usagesOf } from './scheduling';

const MAX_ALTERNATIVES = 3;

/** Profiles of which enough is free on one node right now, most first. */
export function freeProfiles(
  { asset, context, hardware }: Evidence,
  { wanted }: Shortage,
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

/** Fewer of the same, when that many are allowed. */
export function smallerCount(
  { context }: Evidence,
  available: number,
  text: (count: number) => string,
): Fix[] {
  const bounds = context.resolved.profile?.accelerator?.count;
  return available >= Math.max(1, bounds?.min ?? 1)
    ? [{ text: text(available), change: { hardware: { count: available } } }]
    : [];
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
  const { min = 1, max = accelerator.count.default } = accelerator.count;
  return Math.min(Math.max(wanted, min), Math.max(max, min));
}
