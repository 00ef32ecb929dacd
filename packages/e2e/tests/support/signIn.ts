import { expect, Page } from '@playwright/test';

/** Opens a page of the portal as the guest, who is Dana of the group `fraud`. */
export async function signIn(page: Page, path = '/'): Promise<void> {
  await page.goto(path);
  const enter = page.getByRole('button', { name: 'Enter' });
  await enter.click();
  await expect(enter).toBeHidden();
}
