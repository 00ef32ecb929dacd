import { expect, Page } from '@playwright/test';

/** The form of a template in the browser. */
export class TemplateForm {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async open(template: string): Promise<void> {
    await this.#page.goto(`/create/templates/default/${template}`);
    await expect(this.field('Name')).toBeVisible();
  }

  field(label: string) {
    return this.#page.getByRole('textbox', { name: label, exact: true });
  }

  number(label: string) {
    return this.#page.getByRole('spinbutton', { name: label, exact: true });
  }

  async fill(label: string, text: string): Promise<void> {
    await this.field(label).fill(text);
  }

  /** In one of our own pickers. */
  async pick(label: string, option: RegExp): Promise<void> {
    const picker = this.#page.getByRole('combobox', { name: label });
    const chosen = picker.getByRole('option', { name: option });
    await expect(chosen).toHaveCount(1);
    await picker.selectOption((await chosen.getAttribute('value')) ?? '');
  }

  /** In a plain list of the form. */
  async choose(label: string, option: string): Promise<void> {
    await this.#page.getByRole('button', { name: label }).click();
    await this.#page.getByRole('option', { name: option }).click();
  }

  /** In the scaffolder's picker of groups and users. */
  async pickOwner(name: string): Promise<void> {
    await this.field('Owner').click();
    await this.#page.getByRole('option', { name }).click();
  }

  next(): Promise<void> {
    return this.#press('Next');
  }

  review(): Promise<void> {
    return this.#press('Review');
  }

  /** Runs the template, waits for its success, and follows the link to what it made. */
  async create(link: string): Promise<void> {
    await this.#press('Create');
    await this.#page
      .getByRole('link', { name: link })
      .click({ timeout: 60_000 });
    await expect(
      this.#page.getByRole('navigation', { name: 'Content navigation' }),
    ).toBeVisible();
  }

  #press(name: string): Promise<void> {
    return this.#page.getByRole('button', { name, exact: true }).click();
  }
}
