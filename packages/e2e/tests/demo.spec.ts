import { expect } from '@playwright/test';
import { card } from './support/card';
import { assetPath } from './support/PortalApi';
import { signIn } from './support/signIn';
import { test } from './support/test';

test.describe('the demonstration', () => {
  test('needs attention where it should, and says why at once', async ({
    page,
  }) => {
    await signIn(page);
    const attention = page
      .getByRole('list', { name: 'What needs attention' })
      .getByRole('listitem');

    const failed = attention.filter({ hasText: 'Label pictures' });
    await expect(failed).toContainText('Failed');
    await expect(failed).toContainText(
      'registry.example.invalid/vision/notebook:2026.1 cannot be pulled',
    );
    const pending = attention.filter({ hasText: 'Try a smaller network' });
    await expect(pending).toContainText('Pending');
    await expect(pending).toContainText('All 8 AMD Instinct MI300X are in use');
    await expect(
      page.getByText('Simulated: no container runs').first(),
    ).toBeVisible();

    await pending.getByRole('link', { name: 'Try a smaller network' }).click();
    await expect(card(page, 'Workbench')).toBeVisible();
  });

  test('explains the workbench that waits for its accelerator', async ({
    page,
  }) => {
    await signIn(page, '/catalog/vision/resource/experiment');
    const workbench = card(page, 'Workbench');

    await expect(
      workbench.getByRole('status', { name: 'Phase' }),
    ).toContainText('Pending');
    await expect(workbench).toContainText(
      'All 8 AMD Instinct MI300X are in use. Held by vision/train (8).',
    );
    await expect(
      workbench
        .getByRole('list', { name: 'What you can do' })
        .getByRole('listitem'),
    ).toContainText([/free/, /Ask the holders/]);
    await workbench.getByRole('button', { name: 'Evidence' }).click();
    await expect(workbench.getByText('Insufficient amd.com/gpu')).toBeVisible();
    await expect(
      workbench.getByRole('listitem').filter({ hasText: 'Scheduled' }),
    ).toHaveAttribute('aria-current', 'step');
    await expect(workbench).toContainText('Simulated');
  });

  test('offers no button for what a reader may not do', async ({ page }) => {
    await signIn(page, '/catalog/vision/resource/experiment');
    const workbench = card(page, 'Workbench');
    await expect(
      workbench.getByRole('status', { name: 'Phase' }),
    ).toContainText('Pending');

    await expect(workbench.getByRole('button', { name: 'Stop' })).toHaveCount(
      0,
    );
    await expect(
      workbench.getByRole('button', { name: 'Delete asset…' }),
    ).toHaveCount(0);
  });

  test('shows how full the volume of a workbench is', async ({ page, api }) => {
    const explore = {
      kind: 'Workbench',
      project: 'fraud',
      name: 'explore',
    } as const;
    // Who asked first was answered before there was a figure, and that answer holds for a minute.
    await expect
      .poll(() => api.send('GET', `${assetPath(explore)}/usage`), {
        timeout: 90_000,
      })
      .toMatchObject({
        body: { volumes: [{ usedBytes: expect.any(Number) }] },
      });

    await signIn(page, '/catalog/fraud/resource/explore');
    const workbench = card(page, 'Workbench');
    await expect(
      workbench.getByRole('progressbar', { name: 'Volume work' }),
    ).toBeVisible();
    await expect(workbench).toContainText(/[\d.]+ of 20 GiB used/);
    await expect(workbench).toContainText('Simulated');
  });

  test('explains the workbench whose image is not there', async ({ page }) => {
    await signIn(page, '/catalog/vision/resource/labelling');
    const workbench = card(page, 'Workbench');

    await expect(
      workbench.getByRole('status', { name: 'Phase' }),
    ).toContainText('Failed');
    await expect(workbench).toContainText('cannot be pulled');
    await workbench.getByRole('button', { name: 'Evidence' }).click();
    await expect(workbench.getByText(/Pod vision\/labelling/)).toBeVisible();
  });

  test('shows which accelerators are free, and who has the others', async ({
    page,
  }) => {
    await signIn(page, '/greenroom/accelerators');

    const amd = page.getByRole('region', { name: 'AMD Instinct MI300X' });
    await expect(amd).toContainText('0 of 8 free');
    await amd.getByRole('button', { name: 'Who has them (1)' }).click();
    await expect(
      amd
        .getByRole('list', { name: 'Holders of AMD Instinct MI300X' })
        .getByRole('listitem'),
    ).toHaveText([/8 × Workbench train in vision/]);

    const gaudi = page.getByRole('region', { name: 'Intel Gaudi' });
    await expect(gaudi).toContainText('8 of 8 free');
    await expect(
      gaudi.getByRole('button', { name: /Who has them/ }),
    ).toHaveCount(0);
  });

  test('shows where the model answers and what holds its accelerator', async ({
    page,
  }) => {
    await signIn(page, '/catalog/fraud/component/scorer');
    const health = card(page, 'Model health');

    await expect(health.getByRole('status', { name: 'Phase' })).toContainText(
      'Ready',
    );
    await expect(health).toContainText('svc.cluster.local');
    await expect(health).toContainText('OpenAI API');
    await expect(health).toContainText('1 × NVIDIA A100 80GB');
    await expect(health).toContainText('None now');
    await expect(health).toContainText('Simulated');
    await card(page, 'Accelerator usage')
      .getByRole('region', { name: 'NVIDIA A100 80GB' })
      .getByRole('button', { name: /Who has them/ })
      .click();
    await expect(
      page.getByText(/1 × ModelServer scorer in fraud/),
    ).toBeVisible();
  });

  test('lists a project’s workbenches and models on its page', async ({
    page,
  }) => {
    await signIn(page, '/catalog/vision/system/vision');
    await expect(
      card(page, 'Project').getByRole('list', { name: 'Assets by phase' }),
    ).toContainText('Pending');

    await page.goto('/catalog/vision/system/vision/workbenches');
    await expect(
      page.getByRole('row').filter({ hasText: 'Train the inspector' }),
    ).toContainText('Ready');
    await page.goto('/catalog/fraud/system/fraud/serving');
    await expect(
      page.getByRole('row').filter({ hasText: 'Payment scorer' }),
    ).toContainText('Ready');
  });

  test('shows what a workbench prints, without its token', async ({ page }) => {
    await signIn(page, '/catalog/fraud/resource/explore');
    await card(page, 'Workbench')
      .getByRole('button', { name: 'Show logs…' })
      .click();

    const log = page
      .getByRole('dialog', { name: 'Logs of Explore payments' })
      .getByRole('region', { name: /^Log of/ });
    await expect(log).toContainText('Simulated: no container runs');
    await expect(log).toContainText('/lab?token=…');
  });

  test('tells owners what is ready', async ({ page }) => {
    await signIn(page, '/notifications');
    // Five are on a page, and other tests make news too.
    await page.getByPlaceholder('Filter').fill('Payment scorer');

    const news = page.getByRole('link', {
      name: 'Model server Payment scorer is ready',
    });
    await news.first().click();
    await expect(page).toHaveURL(/\/catalog\/fraud\/component\/scorer$/);
    await expect(card(page, 'Model health')).toBeVisible();
  });

  test('shows the pod on the Kubernetes tab', async ({ page }) => {
    await signIn(page, '/catalog/fraud/resource/explore/kubernetes');

    await page.getByRole('button', { name: /dev Cluster/ }).click();
    await page
      .getByRole('button', { name: /explore Stateful Set/ })
      .first()
      .click();
    await expect(
      page.getByRole('row').filter({ hasText: 'explore-0' }),
    ).toContainText('Running');
  });
});
