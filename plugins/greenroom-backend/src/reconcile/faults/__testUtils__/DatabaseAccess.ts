import knexFactory, { Knex } from 'knex';

/** A query that fails in place of being sent. */
export interface QueryFault {
  /** Which; all when left out. */
  sql?: RegExp;
  /** How many of them pass first. Default 0. */
  after?: number;
  /** How many fail. Default: all. */
  times?: number;
  message?: string;
}

interface ActiveFault extends QueryFault {
  seen: number;
  failed: number;
}

type Client = Knex['client'];

/**
 * The access of one process to a database that others use too. It can be made
 * to fail; severed, it is as if the process had died: what it had begun is
 * rolled back, and nothing of it arrives any more.
 */
export class DatabaseAccess {
  readonly knex: Knex;
  /** Every statement that was sent. */
  readonly sent: string[] = [];
  #faults: ActiveFault[] = [];
  #severed = false;

  constructor(database: Knex) {
    const base: Client = database.client;
    const check = (sql: string) => this.#check(sql);
    this.knex = knexFactory({
      ...base.config,
      client: class extends base.constructor {
        async acquireConnection() {
          check('');
          return base.acquireConnection();
        }

        async releaseConnection(connection: unknown) {
          return base.releaseConnection(connection);
        }

        async _query(connection: unknown, query: { sql: string }) {
          try {
            check(query.sql);
          } catch (error) {
            // A commit that fails ends the transaction all the same.
            if (/^COMMIT/i.test(query.sql)) {
              await super._query(connection, { ...query, sql: 'ROLLBACK;' });
            }
            throw error;
          }
          return super._query(connection, query);
        }
      },
    } as Knex.Config);
  }

  /** Lets queries fail from now on. Returns what ends that. */
  fail(fault: QueryFault = {}): () => void {
    const active = { ...fault, seen: 0, failed: 0 };
    this.#faults.push(active);
    return () => {
      this.#faults = this.#faults.filter(other => other !== active);
    };
  }

  /** The process has died. */
  sever(): void {
    this.#severed = true;
  }

  #check(sql: string): void {
    if (/^ROLLBACK/i.test(sql)) return;
    if (this.#severed) throw new Error('the process has died');
    for (const fault of this.#faults) {
      const { after = 0, times = Infinity, message } = fault;
      if (fault.sql ? fault.sql.test(sql) : true) {
        fault.seen += 1;
        if (fault.seen > after && fault.failed < times) {
          fault.failed += 1;
          throw new Error(message ?? 'the database is not there');
        }
      }
    }
    if (sql) this.sent.push(sql);
  }
}
