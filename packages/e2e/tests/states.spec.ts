import { expect, Locator, Page, Route } from '@playwright/test';
import {
  ANNOTATION_INSTALLATION,
  Asset,
} from '@greenroom/backstage-plugin-greenroom-common';
import { card } from './support/card';
import { take, TAKES_PICTURES } from './support/picture';
import { assetPath } from './support/PortalApi';
import { signIn } from './support/signIn';
import { pageOf, Studio, STUDIO } from './support/Studio';
import { test } from './support/test';
import { waitForPhase } from './support/waitForPhase';

/** Keeps an object from going for as long as a picture takes. */
const HOLD = { metadata: { finalizers: ['example.org/backup'] } };
const LET_GO = { metadata: { finalizers: null } };
const LEASE = { namespace: 'greenroom-system', name: 'greenroom' };

/** Every state that a card can be in, said in its own words, and shown in docs/states.md. */
test.describe('a card', () => {
  // One story: what one state leaves, the next ones begin with.
  test.describe.configure({ mode: 'serial' });

  let studio: Studio;
  let page: Page;
  let workbench: Locator;
  let phase: Locator;

  test.beforeAll(async ({ api, browser }) => {
    studio = new Studio(api);
    await studio.open();
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    await signIn(page);
    workbench = card(page, 'Workbench');
    phase = workbench.getByRole('status', { name: 'Phase' });
  });

  test.afterAll(async () => {
    await studio?.close();
    await page?.close();
  });

  /** Of the card, or of what of it is given. */
  const picture = (name: string, of = workbench, loading = false) =>
    TAKES_PICTURES
      ? take(of, `states/${name}`, { loading })
      : Promise.resolve();
  const open = (name: string) =>
    page.goto(`/catalog/${STUDIO}/resource/${name}`);
  /** What the page is told about a workbench, until it is asked anew. */
  const answer = (name: string, how: (route: Route) => Promise<unknown>) =>
    page.route(
      `**/api${assetPath({ kind: 'Workbench', project: STUDIO, name })}`,
      async route => {
        await how(route);
      },
    );
  const lookAgain = () =>
    page.evaluate(() => window.dispatchEvent(new Event('focus')));
  const refuse = (status: number, name: string, message: string) =>
    answer('quiet', route =>
      route.fulfill({
        status,
        json: { error: { name, message }, response: { statusCode: status } },
      }),
    );

  test('of a project: empty', async () => {
    await studio.inCatalog(studio.room);
    await page.goto(pageOf(studio.room));
    const project = card(page, 'Project');
    await expect(project).toContainText('No assets yet');
    await expect(project.getByRole('status', { name: 'Phase' })).toContainText(
      'Ready',
    );
    await picture('project-empty', project);
  });

  test('of a connection: without its values, and with them', async ({
    api,
  }) => {
    const archive = await studio.connection('archive', { title: 'Archive' });
    await studio.inCatalog(archive);
    await page.goto(pageOf(archive));
    const connection = card(page, 'Connection');
    const status = connection.getByRole('status', { name: 'Phase' });
    await expect(status).toContainText('Pending');
    await expect(connection).toContainText(
      'Its values have not been supplied: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.',
    );
    await picture('connection-secret-missing', connection);

    await studio.supply(archive);
    await waitForPhase(api, archive, 'Ready');
    await expect(status).toContainText('Ready');
    await picture('connection-ready', connection);
  });

  test('of workbenches: waiting, failed and ready', async () => {
    const all = await Promise.all([
      studio.workbench('explore', {
        title: 'Explore payments',
        connections: ['archive'],
      }),
      studio.workbench('waiting', {
        title: 'Try two accelerators',
        hardware: { profile: 'amd-mi300x', count: 2 },
      }),
      studio.workbench('failing', {
        title: 'An image of our own',
        image: { ref: 'registry.example.invalid/studio/notebook:1' },
      }),
      studio.workbench('shared', { title: 'Shared with Argo CD' }),
      studio.workbench('passing', { title: 'On its way' }),
      studio.workbench('quiet', { title: 'Nothing special' }),
    ]);
    await studio.inCatalog(...all);

    await open('waiting');
    await expect(phase).toContainText('Pending');
    await expect(workbench).toContainText(
      'All 8 AMD Instinct MI300X are in use. Held by project vision (8).',
    );
    await picture('workbench-pending');

    await open('failing');
    await expect(phase).toContainText('Failed');
    await expect(workbench).toContainText('cannot be pulled');
    await picture('workbench-failed');

    await open('explore');
    await expect(phase).toContainText('Ready');
    await expect(workbench).toContainText('Data science 2026.2');
    await picture('workbench-ready');
  });

  test('of a workbench: an update that waits', async () => {
    await studio.workbench('explore', {
      title: 'Explore payments',
      connections: ['archive'],
      hardware: { profile: 'small-cpu', cpu: '2' },
    });
    const waiting = workbench.getByRole('group', { name: 'Waiting update' });
    await expect(waiting).toContainText('A declared change waits');
    await expect(waiting).toContainText('cpu');
    await expect(phase).toContainText('Ready');
    await picture('workbench-update-pending');
  });

  test('of a workbench: degraded, because others keep what it declares', async ({
    api,
    cluster,
  }) => {
    const shared = {
      kind: 'Workbench',
      project: STUDIO,
      name: 'shared',
    } as const;
    await waitForPhase(api, shared, 'Ready');
    await open('shared');
    await cluster.apply(
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          namespace: STUDIO,
          name: 'shared-work',
          labels: { 'opendatahub.io/dashboard': 'false' },
        },
      },
      'argocd-controller',
    );
    await expect(phase).toContainText('Degraded');
    await expect(workbench).toContainText('"argocd-controller" has changed');
    await picture('workbench-degraded');
  });

  test('of a workbench: stopping, stopped, on its way, deleting, gone', async ({
    api,
    cluster,
  }) => {
    const passing = {
      kind: 'Workbench',
      project: STUDIO,
      name: 'passing',
    } as const;
    const pod = { namespace: STUDIO, name: 'passing-0' };
    const notebook = { namespace: STUDIO, name: 'passing' };
    await waitForPhase(api, passing, 'Ready');
    await open('passing');

    await cluster.patch('v1', 'Pod', pod, HOLD);
    await studio.operate(passing, 'stop');
    await expect(phase).toContainText('Stopping');
    await picture('workbench-stopping');

    await cluster.patch('v1', 'Pod', pod, LET_GO);
    await expect(phase).toContainText('Stopped');
    await expect(
      workbench.getByRole('button', { name: 'Start' }),
    ).toBeVisible();
    await picture('workbench-stopped');

    await cluster.patch('kubeflow.org/v1', 'Notebook', notebook, {
      metadata: { labels: { 'greenroom.dev/simulate': 'slow-start' } },
    });
    await studio.operate(passing, 'start');
    await expect(phase).toContainText('Progressing');
    await expect(
      workbench
        .getByRole('listitem')
        .filter({ hasText: 'Image pulled' })
        .getByRole('img', { name: 'done' }),
    ).toBeVisible();
    await picture('workbench-progressing');

    await cluster.patch('kubeflow.org/v1', 'Notebook', notebook, HOLD);
    await api.remove(passing, { deleteData: true });
    await expect(phase).toContainText('Deleting');
    await expect(workbench).toContainText('is held by example.org/backup');
    await picture('workbench-deleting');

    await cluster.patch('kubeflow.org/v1', 'Notebook', notebook, LET_GO);
    await waitForPhase(api, passing, 'gone');
    await expect(workbench).toContainText('It may have been deleted');
    await picture('workbench-missing');
  });

  test('of a cluster that belongs to somebody else, and what the portal itself keeps from it', async ({
    api,
    cluster,
  }) => {
    const lease = await cluster.get('coordination.k8s.io/v1', 'Lease', LEASE);
    const ours = lease?.metadata.annotations?.[ANNOTATION_INSTALLATION];
    expect(ours).toBeTruthy();
    const give = (installation: string | undefined) =>
      cluster.patch('coordination.k8s.io/v1', 'Lease', LEASE, {
        metadata: { annotations: { [ANNOTATION_INSTALLATION]: installation } },
      });
    // Greenroom looks once a minute; what needs no cluster is looked at meanwhile.
    await give('another-portal');
    try {
      await answer('quiet', () => new Promise(() => {}));
      await open('quiet');
      await expect(workbench.locator('[aria-busy=true]')).toBeVisible();
      await picture('workbench-loading', workbench, true);
      await page.unrouteAll({ behavior: 'ignoreErrors' });

      await refuse(403, 'NotAllowedError', 'You lack the permission');
      await open('quiet');
      await expect(workbench).toContainText('You may not see this');
      await picture('workbench-denied');
      await page.unrouteAll();

      await refuse(
        503,
        'ServiceUnavailableError',
        'The database does not answer',
      );
      await open('quiet');
      await expect(workbench).toContainText('Cannot show this workbench');
      await expect(workbench).toContainText('The database does not answer');
      await picture('workbench-error');
      await page.unrouteAll();

      await workbench.getByRole('button', { name: 'Try again' }).click();
      await expect(phase).toContainText('Ready');
      await answer('quiet', route => route.abort());
      await lookAgain();
      await expect(workbench).toContainText('Greenroom does not answer');
      await picture('workbench-old');
      await page.unrouteAll();

      await answer('quiet', async route => {
        const response = await route.fetch();
        await route.fulfill({ json: unseen(await response.json()) });
      });
      await open('quiet');
      await expect(phase).toContainText('Unknown');
      await expect(workbench).toContainText('The cluster cannot be seen');
      await picture('workbench-unknown');
      await page.unrouteAll();

      await open('quiet');
      await expect(workbench).toContainText(
        "Cluster 'dev' belongs to another installation of Greenroom",
        { timeout: 75_000 },
      );
      await picture('workbench-read-only');
      // What else is wrong stays the first thing to read.
      await open('shared');
      await expect(workbench).toContainText('Changes are not applied');
      await expect(workbench).toContainText('"argocd-controller" has changed');
    } finally {
      await give(ours);
    }
    await expect
      .poll(
        async () =>
          (
            await api.send<{ items: { identity: { state: string } }[] }>(
              'GET',
              '/greenroom/v1/clusters',
            )
          ).body.items[0].identity.state,
      )
      .toBe('Ours');
  });

  test('of a project: with assets', async () => {
    await page.goto(pageOf(studio.room));
    const project = card(page, 'Project');
    await expect(
      project.getByRole('list', { name: 'Assets by phase' }),
    ).toContainText('Pending');
    await picture('project-ready', project);
  });

  test('of a project: held while it is deleted', async ({ api, cluster }) => {
    const held = { namespace: STUDIO, name: 'held' };
    await page.goto(pageOf(studio.room));
    await cluster.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { ...held, ...HOLD.metadata },
    });
    await studio.clear();
    await api.remove(studio.room, { deleteData: true });
    const project = card(page, 'Project');
    await expect(project).toContainText('Deleting');
    await expect(project).toContainText('something in it is held');
    await picture('project-deleting', project);

    await cluster.patch('v1', 'ConfigMap', held, LET_GO);
    await waitForPhase(api, studio.room, 'gone');
  });
});

/** An asset as it is told of when its cluster is not seen any more. */
function unseen(asset: Asset): Asset {
  const seen = new Date(Date.now() - 7 * 60_000).toISOString();
  const { status } = asset;
  return {
    ...asset,
    status: {
      ...status,
      phase: 'Unknown',
      stale: true,
      explanation: {
        reason: 'Stale',
        summary:
          'The cluster cannot be seen, so nobody can tell how it is. What is shown was seen last.',
        chain: [
          {
            object: `Notebook ${asset.namespace}/${asset.name}`,
            evidence: `seen last at ${seen}`,
          },
        ],
        fixes: [
          { text: 'Ask the platform team whether the cluster can be reached' },
        ],
      },
    },
  };
}
