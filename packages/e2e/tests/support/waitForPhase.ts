import { expect } from '@playwright/test';
import {
  AssetRef,
  Phase,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { PortalApi } from './PortalApi';

/** Until the API says that an asset is in a phase, or `gone`. */
export async function waitForPhase(
  api: PortalApi,
  ref: AssetRef,
  phase: Phase | 'gone',
): Promise<void> {
  await expect
    .poll(
      async () => {
        const { status, body } = await api.asset(ref);
        return status === 404 ? 'gone' : body.status?.phase ?? status;
      },
      { message: `phase of ${stringifyAssetRef(ref)}`, timeout: 60_000 },
    )
    .toBe(phase);
}
