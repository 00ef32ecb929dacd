import { expect } from '@playwright/test';
import { AssetRef } from '@greenroom/backstage-plugin-greenroom-common';
import { card } from './support/card';
import { assetPath } from './support/PortalApi';
import { signIn } from './support/signIn';
import { TemplateForm } from './support/TemplateForm';
import { test } from './support/test';
import { uniqueName } from './support/uniqueName';
import { waitForPhase } from './support/waitForPhase';

const project = uniqueName('stage');
const room: AssetRef<'Project'> = { kind: 'Project', project, name: project };
const bench: AssetRef<'Workbench'> = {
  kind: 'Workbench',
  project,
  name: 'rehearse',
};
const props: AssetRef<'Connection'> = {
  kind: 'Connection',
  project,
  name: 'props',
};
const benchPage = `/catalog/${project}/resource/${bench.name}`;

test.describe('the main job, in the browser', () => {
  // One story: a project, then what lives in it, then its end.
  test.describe.configure({ mode: 'serial' });

  test.afterAll(async ({ api }) => {
    for (const ref of [
      bench,
      props,
      { kind: 'ModelServer', project, name: 'prompter' } as const,
    ]) {
      await api.remove(ref, { deleteData: true });
      await waitForPhase(api, ref, 'gone');
    }
    await api.remove(room, { deleteData: true });
    await waitForPhase(api, room, 'gone');
  });

  test('a project comes from its form', async ({ page }) => {
    await signIn(page, '/create');
    const form = new TemplateForm(page);
    await form.open('ml-project');
    await form.fill('Name', project);
    await form.fill('Title', 'Stage');
    await form.pickOwner('Fraud detection');
    await form.next();
    await form.next();
    await form.next();
    await form.review();
    await form.create('Open the project');

    await expect(page.getByRole('heading', { name: 'Stage' })).toBeVisible();
    await expect(
      card(page, 'Project').getByRole('status', { name: 'Phase' }),
    ).toContainText('Ready');
    await expect(card(page, 'Project')).toContainText('No assets yet');
  });

  test('a workbench with an accelerator comes from its form', async ({
    page,
  }) => {
    await signIn(page, '/create');
    const form = new TemplateForm(page);
    await form.open('workbench');
    await form.fill('Name', bench.name);
    await form.fill('Title', 'Rehearse');
    await form.next();
    await form.pick('Project', /Stage/);
    await form.next();
    await form.pick('Image', /PyTorch 2026.2/);
    await form.next();
    await form.pick('Hardware', /^NVIDIA A100 80GB .*free/);
    await expect(page.getByText('Fits now.')).toBeVisible();
    await form.review();
    await form.create("Open the workbench's page");

    const workbench = card(page, 'Workbench');
    await expect(
      workbench.getByRole('status', { name: 'Phase' }),
    ).toContainText('Ready');
    await expect(workbench).toContainText('1 × NVIDIA A100 80GB');
    await expect(workbench).toContainText('PyTorch 2026.2');
    await expect(workbench).toContainText('10Gi at /opt/app-root/src');
    await expect(workbench).toContainText('Simulated');
  });

  test('a model server with an accelerator comes from its form', async ({
    page,
  }) => {
    await signIn(page, '/create');
    const form = new TemplateForm(page);
    await form.open('model-server');
    await form.fill('Name', 'prompter');
    await form.fill('Title', 'Prompter');
    await form.pick('Runtime', /vLLM/);
    await form.next();
    await form.pick('Project', /Stage/);
    await form.next();
    await form.pick('Hardware', /^NVIDIA A100 80GB .*free/);
    await form.review();
    await form.create('Open the model server');

    const health = card(page, 'Model health');
    await expect(health.getByRole('status', { name: 'Phase' })).toContainText(
      'Ready',
    );
    await expect(health).toContainText('OpenAI API');
  });

  test('a connection comes from its form, whatever was typed in before its type was another', async ({
    page,
  }) => {
    await signIn(page, '/create');
    const form = new TemplateForm(page);
    await form.open('connection');
    await form.fill('Name', props.name);
    await form.fill('Title', 'Props');
    await form.next();
    await form.pick('Project', /Stage/);
    await form.next();
    await form.fill('Endpoint', 'https://s3.example.org');
    await form.choose('Type', 'OCI registry');
    await expect(form.field('Endpoint')).toBeHidden();
    await form.fill('Registry host', 'registry.example.org');
    await form.next();
    await page.getByLabel('A Secret of the project has them').check();
    await form.fill('Name', 'Not A Name');
    await form.review();
    await expect(
      page.getByText(/Use lower case letters/).first(),
    ).toBeVisible();
    await form.fill('Name', 'pull-secret');
    await form.review();
    await form.create("Open the connection's page");

    const connection = card(page, 'Connection');
    await expect(connection).toContainText('registry.example.org');
    await expect(connection).toContainText('pull-secret');
    await connection.getByRole('link', { name: 'Edit', exact: true }).click();
    await expect(form.field('Name')).toHaveValue(props.name);
    await form.next();
    await form.next();
    await expect(form.field('Registry host')).toHaveValue(
      'registry.example.org',
    );
    await form.next();
    await expect(
      page.getByLabel('A Secret of the project has them'),
    ).toBeChecked();
    await expect(form.field('Name')).toHaveValue('pull-secret');
  });

  test('its form says what a name may look like', async ({ page }) => {
    await signIn(page, '/create');
    const form = new TemplateForm(page);
    await form.open('workbench');
    await form.fill('Name', 'Not A Name');
    await form.next();

    await expect(
      page.getByText(/Use lower case letters/).first(),
    ).toBeVisible();
    await expect(form.field('Name')).toBeVisible();
  });

  test('a workbench is stopped and started from its card', async ({ page }) => {
    await signIn(page, benchPage);
    const workbench = card(page, 'Workbench');
    const status = workbench.getByRole('status', { name: 'Phase' });

    await workbench.getByRole('button', { name: 'Stop' }).click();
    const stop = page.getByRole('dialog', { name: 'Stop Rehearse?' });
    await expect(stop).toContainText('Files on its storage are kept');
    await stop.getByRole('button', { name: 'Stop' }).click();
    await expect(stop).toBeHidden();
    await expect(status).toContainText('Stopped');
    await expect(workbench.getByRole('button', { name: 'Stop' })).toHaveCount(
      0,
    );

    await workbench.getByRole('button', { name: 'Start' }).click();
    await page
      .getByRole('dialog', { name: 'Start Rehearse?' })
      .getByRole('button', { name: 'Start' })
      .click();
    await expect(status).toContainText('Ready');
  });

  test('a card follows what others do, without a reload', async ({
    page,
    api,
  }) => {
    await signIn(page, benchPage);
    const status = card(page, 'Workbench').getByRole('status', {
      name: 'Phase',
    });
    await expect(status).toContainText('Ready');
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });

    // Well below the minute after which a card would look by itself.
    for (const [operation, phase] of [
      ['stop', 'Stopped'],
      ['start', 'Ready'],
    ]) {
      await api.send('POST', `${assetPath(bench)}/operations`, {
        body: { operation },
      });
      await expect(status).toContainText(phase, { timeout: 15_000 });
    }
    expect(loads).toBe(0);
  });

  test('"Edit" opens the form as it was filled', async ({ page }) => {
    await signIn(page, benchPage);
    const workbench = card(page, 'Workbench');
    await workbench.getByRole('link', { name: 'Edit', exact: true }).click();

    const form = new TemplateForm(page);
    await expect(form.field('Name')).toHaveValue(bench.name);
    await expect(form.field('Title')).toHaveValue('Rehearse');
    await form.next();
    await expect(page.getByRole('combobox', { name: 'Project' })).toHaveValue(
      project,
    );
    await form.next();
    await form.next();
    await expect(
      page
        .getByRole('combobox', { name: 'Existing claim' })
        .getByRole('option', {
          name: `${bench.name}-work (10Gi), used by ${bench.name}`,
        }),
    ).toHaveCount(1);
    const count = form.number('Number of NVIDIA A100 80GB');
    await expect(count).toHaveValue('1');
    await count.fill('2');
    await form.review();
    await form.create("Open the workbench's page");

    await expect(workbench).toContainText('2 × NVIDIA A100 80GB');
    await expect(
      workbench.getByRole('status', { name: 'Phase' }),
    ).toContainText('Ready');
  });

  test('a change that restarts it waits until it is agreed to', async ({
    page,
  }) => {
    await signIn(page, benchPage);
    const workbench = card(page, 'Workbench');
    const waiting = workbench.getByRole('group', { name: 'Waiting update' });
    await expect(waiting).toContainText('A declared change waits');
    await expect(waiting).toContainText('nvidia.com/gpu');
    await waiting
      .getByRole('button', { name: 'Update and restart now' })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Update Rehearse?' });
    await dialog.getByRole('button', { name: 'Update' }).click();

    await expect(waiting).toBeHidden({ timeout: 20_000 });
    await expect(
      workbench.getByRole('status', { name: 'Phase' }),
    ).toContainText('Ready', { timeout: 20_000 });
  });

  test('a workbench is deleted after its name was typed', async ({ page }) => {
    await signIn(page, benchPage);
    const workbench = card(page, 'Workbench');
    await workbench.getByRole('button', { name: 'Delete asset…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Rehearse?' });
    await expect(
      dialog.getByRole('region', { name: 'This is kept' }),
    ).toContainText('Storage work (10Gi');
    const confirm = dialog.getByRole('button', { name: 'Delete' });
    await expect(confirm).toBeDisabled();
    await dialog
      .getByRole('textbox', { name: `Type ${bench.name} to confirm` })
      .fill(bench.name);
    await confirm.click();

    await expect(dialog).toBeHidden();
    await expect(workbench).toContainText('It may have been deleted');
    await page.goto(`/catalog/${project}/system/${project}/workbenches`);
    await expect(page.getByText('Rehearse')).toHaveCount(0);
    await expect(
      page.getByRole('navigation', { name: 'Content navigation' }),
    ).toBeVisible();
  });
});
