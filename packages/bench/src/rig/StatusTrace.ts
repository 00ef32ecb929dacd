import { Knex } from 'knex';
import { now } from './clock';
import { numberIn, Stored } from './staleness';

/** Watches which numbered changes the statuses that are stored know of. */
export class StatusTrace {
  #stored: Stored[] = [];

  constructor(knex: Knex) {
    knex.on(
      'query-response',
      (_answer: unknown, query: { sql: string; bindings?: unknown[] }) => {
        if (/^insert into .statuses/.test(query.sql)) {
          this.#note(query.bindings ?? [], now());
        }
      },
    );
  }

  /** What was stored since the last time. */
  take(): Stored[] {
    const stored = this.#stored;
    this.#stored = [];
    return stored;
  }

  #note(bindings: readonly unknown[], at: number): void {
    for (const text of bindings) {
      const number = typeof text === 'string' ? numberIn(text) : undefined;
      if (number !== undefined) this.#stored.push({ number, at });
    }
  }
}
