import {
  AcceleratorHolder,
  AssetRef,
  Capacity,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { DeclarationStore } from '../declarations/DeclarationStore';
import { Access } from './Access';
import { Caller } from './Caller';

/**
 * Capacity as one caller may see it. Of assets that they may not read, the
 * count and the namespace stay: they explain why nothing is free. Asset and
 * pod go, since pods are named after assets.
 */
export async function showHolders(
  capacity: Capacity,
  caller: Caller,
  access: Access,
  store: Pick<DeclarationStore, 'get'>,
): Promise<Capacity> {
  const visible = await access.visible(caller);
  if ('all' in visible) return capacity;

  const holders = capacity.accelerators.flatMap(usage => usage.holders);
  const readable =
    'none' in visible
      ? new Set<string>()
      : await readableAmong(holders, caller, access, store);
  const shown = ({ asset, pod, ...holder }: AcceleratorHolder) => {
    if (!asset) return { ...holder, pod };
    return readable.has(stringifyAssetRef(asset))
      ? { ...holder, asset, pod }
      : holder;
  };
  return {
    ...capacity,
    accelerators: capacity.accelerators.map(usage => ({
      ...usage,
      holders: usage.holders.map(shown),
    })),
  };
}

async function readableAmong(
  holders: readonly AcceleratorHolder[],
  caller: Caller,
  access: Access,
  store: Pick<DeclarationStore, 'get'>,
): Promise<Set<string>> {
  const assets = new Map<string, AssetRef>(
    holders.flatMap(({ asset }) =>
      asset ? [[stringifyAssetRef(asset), asset] as const] : [],
    ),
  );
  const declared = await Promise.all(
    [...assets.values()].map(ref => store.get(ref)),
  );
  const readable = await access.readable(
    caller,
    declared.flatMap(declaration => declaration ?? []),
  );
  return new Set(readable.map(stringifyAssetRef));
}
