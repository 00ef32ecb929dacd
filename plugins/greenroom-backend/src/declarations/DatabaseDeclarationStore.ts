import {
  DatabaseService,
  isDatabaseConflictError,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  AssetRef,
  DeclarationChanges,
  Deletion,
  Kind,
  Revision,
  RunState,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Knex } from 'knex';
import { checkFence, Fence } from '../database/fence';
import {
  ChangedDeclaration,
  Consent,
  DeclarationStore,
  DeclarationWithStatus,
  DeclareInput,
  DeclareResult,
  ListQuery,
  StoredDeclaration,
} from './DeclarationStore';
import { filterAssets } from './assetFilter';
import {
  lastSequence,
  readChanged,
  readChanges,
  recordChange,
  takeTurn,
} from './changeFeed';
import { followEntities } from './claims';
import { mayUseConnections, refuseUsed, usesConnection } from './connectionUse';
import { encodeCursor } from './cursor';
import { declareInTransaction } from './declareInTransaction';
import {
  DeclarationRow,
  JoinedRow,
  toDeclaration,
  toDeclarationWithStatus,
} from './rows';

/** How often a write is tried again that met another one. */
const ATTEMPTS = 3;

/** Declarations in the plugin's database: SQLite or PostgreSQL. */
export class DatabaseDeclarationStore implements DeclarationStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  /** Opens the plugin's database and brings its tables up to date. */
  static async create(
    database: Pick<DatabaseService, 'getClient' | 'migrations'>,
  ): Promise<DatabaseDeclarationStore> {
    const client = await database.getClient();
    if (!database.migrations?.skip) {
      await client.migrate.latest({
        directory: resolvePackagePath(
          '@greenroom/backstage-plugin-greenroom-backend',
          'migrations',
        ),
      });
    }
    return new DatabaseDeclarationStore(client);
  }

  async get<K extends Kind>({
    kind,
    project,
    name,
  }: AssetRef<K>): Promise<StoredDeclaration<K> | undefined> {
    const row = await this.#joined().where({ kind, project, name }).first();
    return row && (toDeclaration(row) as StoredDeclaration<K>);
  }

  async getById(id: string): Promise<StoredDeclaration | undefined> {
    const row = await this.#joined().where('declarations.id', id).first();
    return row && toDeclaration(row);
  }

  async getWithStatus({
    kind,
    project,
    name,
  }: AssetRef): Promise<DeclarationWithStatus | undefined> {
    const row = await this.#joined().where({ kind, project, name }).first();
    return row && toDeclarationWithStatus(row);
  }

  async getByEntity(entityRef: string): Promise<StoredDeclaration | undefined> {
    const row = await this.#joined()
      .join('entity_claims', 'entity_claims.declaration_id', 'declarations.id')
      .where('entity_ref', entityRef.toLocaleLowerCase('en-US'))
      .first();
    return row && toDeclaration(row);
  }

  async list(
    query: ListQuery,
  ): Promise<{ items: DeclarationWithStatus[]; nextCursor?: string }> {
    const rows: JoinedRow[] = await this.#joined()
      .modify(filterAssets, query)
      .orderBy([
        'declarations.project',
        'declarations.kind',
        'declarations.name',
      ])
      .limit(query.limit + 1);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page.map(toDeclarationWithStatus),
      ...(last && rows.length > page.length
        ? { nextCursor: encodeCursor(last) }
        : {}),
    };
  }

  async idsOnCluster(cluster: string): Promise<string[]> {
    return this.#database<DeclarationRow>('declarations')
      .where({ cluster })
      .orderBy(['created_at', 'id'])
      .pluck('id');
  }

  async declare(input: DeclareInput): Promise<DeclareResult> {
    const { id, ...outcome } = await this.#transaction(transaction =>
      declareInTransaction(transaction, input),
    );
    const declaration = await this.getById(id);
    if (!declaration) {
      throw new ConflictError(
        `${stringifyAssetRef(
          input.ref,
        )} was removed since; declare it again, with a new Idempotency-Key`,
      );
    }
    return { declaration, ...outcome };
  }

  async usersOf(ref: AssetRef<'Connection'>): Promise<StoredDeclaration[]> {
    const rows: JoinedRow[] = await this.#joined().modify(
      mayUseConnections,
      ref,
    );
    return rows
      .map(toDeclaration)
      .filter(({ spec }) => usesConnection(spec, ref.name));
  }

  async followEntities(present: ReadonlySet<string>): Promise<string[]> {
    return this.#transaction(transaction =>
      followEntities(transaction, present),
    );
  }

  async touch(id: string): Promise<void> {
    await this.#change(id, () => ({}));
  }

  async setRunState(id: string, runState: RunState): Promise<void> {
    await this.#change(id, () => ({ run_state: JSON.stringify(runState) }));
  }

  async setConsent(id: string, consent: Consent): Promise<void> {
    await this.#change(id, () => ({ consent: JSON.stringify(consent) }));
  }

  async markDeleted(id: string, deletion: Deletion): Promise<void> {
    await this.#change(id, async (row, transaction) => {
      if (row.kind === 'Project') await refuseAssets(transaction, row.project);
      await refuseUsed(transaction, row);
      const known = row.deletion && (JSON.parse(row.deletion) as Deletion);
      if (known && (known.deleteData || !deletion.deleteData)) return undefined;
      return { deletion: JSON.stringify(deletion) };
    });
  }

  async purge(id: string, fence?: Fence): Promise<void> {
    await this.#transaction(async transaction => {
      if (fence) await checkFence(transaction, fence);
      const row = await lockById(transaction, id);
      if (!row) return;
      await transaction('declarations').where({ id }).delete();
      await recordChange(transaction, 'removed', refOf(row));
    });
  }

  async history(id: string): Promise<Revision[]> {
    const rows = await this.#database('revisions')
      .where('declaration_id', id)
      .orderBy('revision', 'desc');
    return rows.map(({ revision, spec, author, reason, at }) => ({
      revision,
      spec: JSON.parse(spec),
      author,
      reason: reason ?? undefined,
      at,
    }));
  }

  async changes(since: number, limit: number): Promise<DeclarationChanges> {
    return readChanges(
      this.#database,
      ids => this.#joined().whereIn('declarations.id', ids),
      since,
      limit,
    );
  }

  changedSince(since: number, limit: number): Promise<ChangedDeclaration[]> {
    return readChanged(this.#database, since, limit);
  }

  lastSequence(): Promise<number> {
    return lastSequence(this.#database);
  }

  #joined(): Knex.QueryBuilder<JoinedRow, JoinedRow[]> {
    return this.#database('declarations')
      .leftJoin(
        'realisations',
        'realisations.declaration_id',
        'declarations.id',
      )
      .leftJoin('statuses', 'statuses.declaration_id', 'declarations.id')
      .select('declarations.*', 'realisations.target', 'statuses.status');
  }

  /** Updates columns of one row, when there are any to update. */
  async #change(
    id: string,
    columnsOf: (
      row: DeclarationRow,
      transaction: Knex.Transaction,
    ) => Promise<Partial<DeclarationRow> | undefined> | Partial<DeclarationRow>,
  ): Promise<void> {
    await this.#transaction(async transaction => {
      const row = await lockById(transaction, id);
      if (!row) throw new NotFoundError('The asset does not exist any more');
      const columns = await columnsOf(row, transaction);
      if (!columns) return;
      await transaction('declarations')
        .where({ id })
        .update({ ...columns, updated_at: new Date().toISOString() });
      await recordChange(transaction, 'upserted', refOf(row));
    });
  }

  /** Tries again when two writers met; what still meets then is a conflict. */
  async #transaction<T>(
    work: (transaction: Knex.Transaction) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#database.transaction(async transaction => {
          await takeTurn(transaction);
          return work(transaction);
        });
      } catch (error) {
        if (!isDatabaseConflictError(error)) throw error;
        if (attempt === ATTEMPTS) {
          throw new ConflictError(
            'Somebody else changed the same names at the same moment; try again',
          );
        }
      }
    }
  }
}

function lockById(
  transaction: Knex.Transaction,
  id: string,
): Promise<DeclarationRow | undefined> {
  return transaction<DeclarationRow>('declarations')
    .where({ id })
    .forUpdate()
    .first();
}

function refOf({ id, kind, project, name }: DeclarationRow) {
  return { id, kind: kind as Kind, project, name };
}

async function refuseAssets(transaction: Knex.Transaction, project: string) {
  const assets = await transaction<DeclarationRow>('declarations')
    .where({ project })
    .whereNot('kind', 'Project')
    .orderBy(['kind', 'name'])
    .select('kind', 'name', 'project');
  if (assets.length) {
    throw new ConflictError(
      `Project ${project} still has ${
        assets.length
      } assets; delete them first: ${assets
        .slice(0, 20)
        .map(row => stringifyAssetRef({ ...row, kind: row.kind as Kind }))
        .join(', ')}${assets.length > 20 ? ', …' : ''}`,
    );
  }
}
