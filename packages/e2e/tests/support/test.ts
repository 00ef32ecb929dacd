import { test as base } from '@playwright/test';
import { Cluster } from './Cluster';
import { PortalApi } from './PortalApi';
import { waitForPhase } from './waitForPhase';

/** What all tests of a run share. */
export interface Shared {
  /** The portal's API as the guest. */
  api: PortalApi;
  /** The cluster as its administrator sees it. */
  cluster: Cluster;
  /** The assets of the demonstration are as it tells of them, whichever test comes first. */
  demonstration: void;
}

const demo = (name: string) =>
  ({ kind: 'Workbench', project: 'vision', name } as const);

/** Playwright's `test` with the portal's API and its cluster. */
export const test = base.extend<object, Shared>({
  api: [
    // Playwright reads from the pattern which other fixtures are needed: none.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => use(await PortalApi.signIn()),
    { scope: 'worker' },
  ],
  cluster: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const cluster = await Cluster.connect();
      await use(cluster);
      await cluster.close();
    },
    { scope: 'worker' },
  ],
  demonstration: [
    async ({ api }, use) => {
      await waitForPhase(api, demo('train'), 'Ready');
      await waitForPhase(api, demo('labelling'), 'Failed');
      await waitForPhase(api, demo('experiment'), 'Pending');
      await use();
    },
    { scope: 'worker', auto: true },
  ],
});
