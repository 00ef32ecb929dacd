import { AssetUsage } from '@greenroom/backstage-plugin-greenroom-common';
import { NOON } from './assets';

const GI = 2 ** 30;

/** What is used of the volume of `aWorkbench`. */
export function aUsage(usage: Partial<AssetUsage> = {}): AssetUsage {
  return {
    volumes: [
      {
        name: 'work',
        claim: 'explore-work',
        requested: '20Gi',
        usedBytes: 12.4 * GI,
        capacityBytes: 20 * GI,
        observedAt: NOON,
      },
    ],
    accelerator: { activity: 0.63, observedAt: NOON },
    ...usage,
  };
}
