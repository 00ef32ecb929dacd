import { resolve } from 'node:path';
import { expect, Locator, Page, test } from '@playwright/test';

/** Whether this run renews the pictures of the documentation. */
export const TAKES_PICTURES = Boolean(process.env.GREENROOM_E2E_PICTURES);

/** Takes a picture of what is there, under `docs/images`; what still loads is waited for, unless that is what it shows. */
export async function take(
  what: Page | Locator,
  name: string,
  { loading = false } = {},
): Promise<void> {
  if (!loading) await expect(what.locator('[aria-busy=true]')).toHaveCount(0);
  // The mouse rests where it pressed last, and what is below it looks hovered.
  await ('page' in what ? what.page() : what).mouse.move(0, 0);
  await what.screenshot({
    path: resolve(
      test.info().project.testDir,
      `../../../docs/images/${name}.png`,
    ),
    animations: 'disabled',
    caret: 'hide',
  });
}
