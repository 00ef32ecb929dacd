import { Locator, Page } from '@playwright/test';

/** A card of an entity's page, by its title. */
export function card(page: Page, title: string): Locator {
  return page.getByRole('article').filter({
    has: page.getByRole('heading', { name: title, exact: true, level: 3 }),
  });
}
