import {
  AcceleratorUse,
  AssetUsage,
  UnknownReason,
  VolumeUsage,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  claims,
  ClaimedVolume,
  Observations,
  pods,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { claimKey, Reading } from '../metrics';
import { ClusterScope } from './ClusterScope';
import { placementOf } from './placement';

/** The part of a cluster that figures are made of. */
interface Sight extends Pick<ClusterScope, 'capabilities' | 'metrics'> {
  observer: Pick<ClusterScope['observer'], 'observations'>;
}

/** What the cluster's Prometheus knows of an asset. Which pods and claims are the asset's is never taken from there. */
export async function assetUsage(
  { scope, target }: { scope: Sight; target: Target },
  declaration: StoredDeclaration,
): Promise<AssetUsage> {
  const placement = placementOf(declaration, scope.capabilities);
  const seen = scope.observer.observations(
    target.interests(declaration, placement),
  );
  const { namespace } = placement;
  const [volumes, accelerator] = await Promise.all([
    volumesUsed(scope, target.volumes?.(declaration) ?? [], seen, namespace),
    acceleratorUse(scope, target, declaration, seen, namespace),
  ]);
  return { volumes, accelerator };
}

async function volumesUsed(
  { metrics }: Sight,
  volumes: readonly ClaimedVolume[],
  seen: Observations,
  namespace: string,
): Promise<VolumeUsage[]> {
  if (!volumes.length) return [];
  const reading = await metrics?.volumes();
  return volumes.map(({ name, claim, size }) => ({
    name,
    claim,
    requested: seen.one(claims, claim)?.requested ?? size,
    ...figures(reading, all => all.get(claimKey(namespace, claim))),
  }));
}

async function acceleratorUse(
  { metrics }: Sight,
  target: Target,
  declaration: StoredDeclaration,
  seen: Observations,
  namespace: string,
): Promise<AcceleratorUse | undefined> {
  if (!target.pods) return undefined;
  if (!seen.known(pods)) return { unknown: 'unreachable' };
  const holders = target
    .pods(declaration, seen)
    .filter(({ phase, devices }) => phase === 'Running' && holdsAny(devices))
    .map(({ metadata }) => metadata.name);
  if (!holders.length) return undefined;
  const reading = await metrics?.activity(namespace, holders);
  return figures(reading, found => {
    if (!found) return undefined;
    const { idleSince, ...activity } = found;
    return {
      ...activity,
      ...(idleSince !== undefined && { idleSince: iso(idleSince) }),
    };
  });
}

function holdsAny(devices: Readonly<Record<string, number>>): boolean {
  return Object.values(devices).some(count => count > 0);
}

/** What a reading says of something, or why it says nothing. */
function figures<T, F extends object>(
  reading: Reading<T> | undefined,
  of: (value: T) => F | undefined,
): (F & { observedAt: string }) | { unknown: UnknownReason } {
  if (!reading) return { unknown: 'notConfigured' };
  if ('error' in reading) return { unknown: 'unreachable' };
  const found = of(reading.value);
  return found
    ? { ...found, observedAt: iso(reading.at) }
    : { unknown: 'notReported' };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
