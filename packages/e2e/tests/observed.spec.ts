import { expect } from '@playwright/test';
import { AssetRef } from '@greenroom/backstage-plugin-greenroom-common';
import { aForeignNotebook } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { take, TAKES_PICTURES } from './support/picture';
import { signIn } from './support/signIn';
import { test } from './support/test';
import { uniqueName } from './support/uniqueName';
import { waitForPhase } from './support/waitForPhase';

const project = uniqueName('theirs');
const room: AssetRef<'Project'> = { kind: 'Project', project, name: project };
const bench: AssetRef<'Workbench'> = {
  kind: 'Workbench',
  project,
  name: 'theirs',
};

const NOTEBOOK = aForeignNotebook(project, bench.name, {
  title: 'Ada’s notebook',
  image:
    'quay.io/greenroom-demo/workbench-data-science@sha256:00000000000000000000000000000000000000000000000000000000000d0002',
  requests: { cpu: '1', memory: '2Gi' },
});

test.describe('what others made', () => {
  test.beforeAll(async ({ api, cluster }) => {
    await api.declare(room, {
      spec: { title: 'Theirs', owner: 'group:default/fraud' },
    });
    await waitForPhase(api, room, 'Ready');
    await cluster.create(NOTEBOOK);
  });

  test.afterAll(async ({ api }) => {
    for (const ref of [bench, room]) {
      await api.remove(ref, { deleteData: true });
      await waitForPhase(api, ref, 'gone');
    }
  });

  test('is shown with its manager, and becomes an asset when somebody adopts it', async ({
    page,
    api,
    cluster,
  }) => {
    const pod = async () =>
      (await cluster.pods(project, `notebook-name=${bench.name}`))[0]?.metadata
        .uid;
    await page.setViewportSize({ width: 1280, height: 900 });
    await signIn(page, '/greenroom/assets');
    const section = page.getByRole('region', { name: 'Made by others' });
    const row = section.getByRole('row', { name: /Ada’s notebook/ });
    await expect(row).toContainText('Open Data Hub');
    await expect(row).toContainText('Ready');
    if (TAKES_PICTURES) await take(section, 'made-by-others');
    const before = await pod();

    await row.getByRole('button', { name: 'Adopt Ada’s notebook…' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('data-science 2026.2');
    if (TAKES_PICTURES) await take(dialog, 'adopt');
    await dialog.getByRole('button', { name: 'Adopt', exact: true }).click();

    await expect(dialog).toBeHidden();
    await expect(
      page.getByRole('link', { name: 'Ada’s notebook' }),
    ).toBeVisible();
    // What is not applied yet, because it restarts the pod, is for its owner to decide.
    await expect
      .poll(async () => (await api.asset(bench)).body.status.pendingUpdate)
      .toMatchObject({ cause: 'declaration' });
    expect(await pod()).toBe(before);
  });
});
