import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import {
  describeObject,
  Manifest,
} from '@greenroom/backstage-plugin-greenroom-node';
import { ForeignObjectError } from './errors';
import { InventoryRow } from './InventoryRow';

interface Row {
  id: number;
  declaration_id: string;
  cluster: string;
  api_version: string;
  kind: string;
  namespace: string;
  name: string;
  nonce: string;
  uid: string | null;
  applied_hash: string | null;
  on_delete: InventoryRow['onDelete'];
  position: number;
}

/** Which objects are ours. A row is written before its object exists, and goes after its object has gone. */
export class DatabaseInventory {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The objects of a declaration in apply order. */
  async of(declarationId: string): Promise<InventoryRow[]> {
    const rows = await this.#knex<Row>('inventory')
      .where({ declaration_id: declarationId })
      .orderBy(['position', 'id']);
    return rows.map(fromRow);
  }

  /**
   * Notes that an object is about to be applied.
   *
   * @throws ForeignObjectError when another declaration has it
   */
  async intend(
    declaration: { id: string; cluster: string },
    { object, onDelete }: Manifest,
    position: number,
  ): Promise<InventoryRow> {
    const { namespace = '', name } = object.metadata;
    const key = {
      cluster: declaration.cluster,
      api_version: object.apiVersion,
      kind: object.kind,
      namespace,
      name,
    };
    await this.#knex<Row>('inventory')
      .insert({
        ...key,
        declaration_id: declaration.id,
        nonce: randomUUID(),
        on_delete: onDelete,
        position,
      })
      .onConflict(['cluster', 'api_version', 'kind', 'namespace', 'name'])
      .ignore();
    const row = await this.#knex<Row>('inventory').where(key).first();
    if (row?.declaration_id !== declaration.id) {
      throw new ForeignObjectError(
        describeObject(object),
        'belongs to another asset of Greenroom; choose another name',
      );
    }
    return fromRow(row);
  }

  async recordUid(row: InventoryRow, uid: string): Promise<void> {
    await this.#update(row, { uid });
  }

  /** The object is as rendered. */
  async recordApplied(
    row: InventoryRow,
    applied: {
      uid: string;
      hash: string;
      onDelete: InventoryRow['onDelete'];
      position: number;
    },
  ): Promise<void> {
    await this.#update(row, {
      uid: applied.uid,
      applied_hash: applied.hash,
      on_delete: applied.onDelete,
      position: applied.position,
    });
  }

  /**
   * The object has gone and will be made again. It gets a new nonce: a copy of
   * the old object that somebody restores is not ours.
   */
  async forgetObject(row: InventoryRow): Promise<InventoryRow> {
    const nonce = randomUUID();
    await this.#update(row, { nonce, uid: null, applied_hash: null });
    return { ...row, nonce, uid: undefined, appliedHash: undefined };
  }

  async remove(row: InventoryRow): Promise<void> {
    await this.#knex<Row>('inventory').where({ id: row.id }).delete();
  }

  #update(row: InventoryRow, change: Partial<Row>): Promise<number> {
    return this.#knex<Row>('inventory').where({ id: row.id }).update(change);
  }
}

function fromRow(row: Row): InventoryRow {
  return {
    id: row.id,
    declarationId: row.declaration_id,
    cluster: row.cluster,
    apiVersion: row.api_version,
    kind: row.kind,
    namespace: row.namespace || undefined,
    name: row.name,
    nonce: row.nonce,
    uid: row.uid ?? undefined,
    appliedHash: row.applied_hash ?? undefined,
    onDelete: row.on_delete,
    position: row.position,
  };
}
