import { expect } from '@playwright/test';
import { test } from './support/test';
import { card } from './support/card';
import { take } from './support/picture';
import { signIn } from './support/signIn';
import { TemplateForm } from './support/TemplateForm';

/** The pictures of the documentation, of the demonstration's content. Run with `--pictures` only. */
test.describe('pictures', () => {
  for (const { name, path, title, phase } of [
    {
      name: 'workbench-ready',
      path: '/catalog/fraud/resource/explore',
      title: 'Workbench',
      phase: 'Ready',
    },
    {
      name: 'model-health-card',
      path: '/catalog/fraud/component/scorer',
      title: 'Model health',
      phase: 'Ready',
    },
    {
      name: 'project-card',
      path: '/catalog/vision/system/vision',
      title: 'Project',
      phase: 'Ready',
    },
  ]) {
    test(name, async ({ page }) => {
      await signIn(page, path);
      await expect(
        card(page, title).getByRole('status', { name: 'Phase' }),
      ).toContainText(phase);
      await take(card(page, title), name);
    });
  }

  test('overview', async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 640 });
    await signIn(page);
    await expect(
      page.getByRole('list', { name: 'What needs attention' }),
    ).toContainText('Held by vision/train');
    await take(page, 'overview');
  });

  test('workbench-card', async ({ page }) => {
    await signIn(page, '/catalog/vision/resource/experiment');
    const workbench = card(page, 'Workbench');
    await workbench.getByRole('button', { name: 'Evidence' }).click();
    await expect(workbench.getByText('Insufficient amd.com/gpu')).toBeVisible();
    await take(workbench, 'workbench-card');
  });

  test('accelerator-card', async ({ page }) => {
    await signIn(page, '/catalog/vision/resource/experiment');
    const usage = card(page, 'Accelerator usage');
    await usage
      .getByRole('region', { name: 'AMD Instinct MI300X' })
      .getByRole('button', { name: /Who has them/ })
      .click();
    await expect(usage.getByText(/8 × Workbench train/)).toBeVisible();
    await take(usage, 'accelerator-card');
  });

  test('accelerators', async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 700 });
    await signIn(page, '/greenroom/accelerators');
    await expect(page.getByText('0 of 8 free')).toBeVisible();
    await take(page, 'accelerators');
  });

  test('template-form', async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await signIn(page, '/create');
    const form = new TemplateForm(page);
    await form.open('workbench');
    await form.next();
    await form.pick('Project', /Card fraud/);
    await form.next();
    await form.pick('Image', /PyTorch 2026.2/);
    await form.next();
    await form.pick('Hardware', /^NVIDIA A100 80GB .*free/);
    await expect(page.getByText('Fits now.')).toBeVisible();
    await take(page, 'template-form');
  });
});
