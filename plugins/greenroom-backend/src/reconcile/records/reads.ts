import { Deletion, Status } from '@greenroom/backstage-plugin-greenroom-common';
import { Knex } from 'knex';
import { StoredDeclaration } from '../../declarations/DeclarationStore';
import { JoinedRow, toDeclaration } from '../../declarations/rows';
import { Notified } from '../../notices';
import { PROJECT_ROLE } from '../../render/projectIdentity';
import { inventoryOf } from './inventory';
import { InventoryRow } from './InventoryRow';
import { Realisation, RealisationRow, toRealisation } from './realisations';

/** The project that a declaration is in, as far as its objects need it. */
export interface LoadedProject {
  cluster: string;
  deletion?: Deletion;
  /** Its namespace was made completely, or what is to be in the one that it took. */
  hasNamespace: boolean;
  /** So was the identity that its objects are written as. */
  hasIdentity: boolean;
}

/** All that is stored of one declaration. */
export interface Loaded {
  declaration: StoredDeclaration;
  realisation: Realisation;
  /** The last status that was shown. */
  shown?: Status;
  /** What its owner was told. */
  notified: Notified;
  /** In apply order. */
  rows: InventoryRow[];
  /** Undefined when there is no such project. */
  project?: LoadedProject;
}

interface LoadedRow extends JoinedRow, RealisationRow {
  notified: string | null;
  project_cluster: string | null;
  project_deletion: string | null;
  namespace_applied: string | null;
  project_applied: number | null;
  identity_applied: string | null;
}

/** Reads several declarations, in order; undefined for those that are not there. */
export async function readAll(
  knex: Knex,
  ids: readonly string[],
): Promise<(Loaded | undefined)[]> {
  const found: LoadedRow[] = await knex('declarations as d')
    .leftJoin('realisations as r', 'r.declaration_id', 'd.id')
    .leftJoin('statuses as s', 's.declaration_id', 'd.id')
    .leftJoin('declarations as p', join =>
      join
        .on('p.project', 'd.project')
        .andOn('p.name', 'd.project')
        .andOnVal('p.kind', 'Project'),
    )
    .leftJoin('inventory as n', join =>
      join
        .on('n.declaration_id', 'p.id')
        .andOn('n.name', 'd.project')
        .andOnVal('n.kind', 'Namespace'),
    )
    .leftJoin('realisations as pr', 'pr.declaration_id', 'p.id')
    // What is made last of an identity: the right to write.
    .leftJoin('inventory as b', join =>
      join
        .on('b.declaration_id', 'p.id')
        .andOn('b.cluster', 'd.cluster')
        .andOnVal('b.kind', 'RoleBinding')
        .andOnVal('b.name', PROJECT_ROLE),
    )
    .whereIn('d.id', ids)
    .select(
      'd.*',
      'r.target',
      'r.applied_revision',
      'r.failure',
      'r.held_update',
      's.status',
      's.notified',
      'p.cluster as project_cluster',
      'p.deletion as project_deletion',
      'n.applied_hash as namespace_applied',
      'pr.applied_revision as project_applied',
      'b.applied_hash as identity_applied',
    );
  const rows = await inventoryOf(knex, ...ids);
  const loaded = new Map(
    found.map(row => [
      row.id,
      toLoaded(
        row,
        rows.filter(({ declarationId }) => declarationId === row.id),
      ),
    ]),
  );
  return ids.map(id => loaded.get(id));
}

function toLoaded(row: LoadedRow, rows: InventoryRow[]): Loaded {
  const declaration = toDeclaration(row);
  return {
    declaration,
    realisation: toRealisation(row),
    shown: row.status ? JSON.parse(row.status) : undefined,
    notified: row.notified ? JSON.parse(row.notified) : {},
    rows,
    project:
      row.project_cluster === null
        ? undefined
        : {
            cluster: row.project_cluster,
            deletion: row.project_deletion
              ? JSON.parse(row.project_deletion)
              : undefined,
            hasNamespace:
              declaration.resolved.namespace === undefined
                ? row.namespace_applied !== null
                : (row.project_applied ?? 0) > 0,
            hasIdentity: row.identity_applied !== null,
          },
  };
}
