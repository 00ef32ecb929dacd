import { expect } from '@playwright/test';
import { PortalApi } from './PortalApi';

export interface TemplateRun {
  status: 'completed' | 'failed' | 'cancelled';
  /** The log, with the reason of a failure. */
  log: string;
}

/** Runs a template to its end as an agent would, without its form. */
export async function runTemplate(
  api: PortalApi,
  name: string,
  values: Record<string, unknown>,
): Promise<TemplateRun> {
  const { status: created, body } = await api.send<{ id: string }>(
    'POST',
    '/scaffolder/v2/tasks',
    { body: { templateRef: `template:default/${name}`, values } },
  );
  expect(created, JSON.stringify(body)).toBe(201);
  const task = `/scaffolder/v2/tasks/${body.id}`;

  const status = async () =>
    (await api.send<{ status: string }>('GET', task)).body.status;
  await expect
    .poll(status, { message: `task of ${name}`, timeout: 90_000 })
    .toMatch(/completed|failed|cancelled/);
  const { body: events } = await api.send<
    { body: { message: string; error?: { message: string } } }[]
  >('GET', `${task}/events`);
  return {
    status: (await status()) as TemplateRun['status'],
    log: events
      .flatMap(event => [event.body.message, event.body.error?.message ?? ''])
      .join('\n'),
  };
}
