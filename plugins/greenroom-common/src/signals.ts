/** Channel of one asset; each message says that it changed, never what it is. */
export const assetChannel = (id: string) => `greenroom:asset:${id}`;

/** Content-free channel of all assets. A gap in `sequence` means: fetch again. */
export const LIST_CHANNEL = 'greenroom:assets';

/** Content-free channel: something about what others made has changed. */
export const OBSERVED_CHANNEL = 'greenroom:observed-assets';

export type AssetSignal = { id: string; sequence: number };
export type ListSignal = { sequence: number };

/** Topic of `@backstage/plugin-events-node` on which declarations announce changes. */
export const DECLARATIONS_TOPIC = 'greenroom.declarations';
