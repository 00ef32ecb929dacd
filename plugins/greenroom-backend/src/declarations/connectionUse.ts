import { ConflictError } from '@backstage/errors';
import {
  AssetRef,
  Kind,
  ResolvedStandards,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Knex } from 'knex';
import { DeclarationRow } from './rows';

/** Narrows a query to what may use a connection; `usesConnection` says whether it does. */
export function mayUseConnections(
  builder: Knex.QueryBuilder,
  { project }: Pick<AssetRef, 'project'>,
) {
  builder
    .where('declarations.project', project)
    .whereNull('declarations.deletion')
    .where('declarations.spec', 'like', '%"connections":%')
    .orderBy(['declarations.kind', 'declarations.name']);
}

/** Whether a spec names the connection. */
export function usesConnection(spec: object, name: string): boolean {
  const { connections } = spec as { connections?: string[] };
  return connections?.includes(name) ?? false;
}

/** @throws ConflictError naming what uses the connection */
export async function refuseUsed(
  transaction: Knex.Transaction,
  { kind, project, name }: DeclarationRow,
): Promise<void> {
  if (kind !== 'Connection') return;
  const rows: DeclarationRow[] = await transaction('declarations')
    .modify(mayUseConnections, { project })
    .select('kind', 'name', 'project', 'spec');
  const users = rows.filter(row => usesConnection(JSON.parse(row.spec), name));
  if (!users.length) return;
  const shown = users
    .slice(0, 20)
    .map(user => stringifyAssetRef({ ...user, kind: user.kind as Kind }));
  throw new ConflictError(
    `Connection ${project}/${name} is used by ${
      users.length
    } assets; take it out of them, or delete them first: ${shown.join(', ')}${
      users.length > shown.length ? ', …' : ''
    }`,
  );
}

/**
 * What was found when the declaration was checked must be there still.
 * @throws ConflictError for a connection that was deleted meanwhile
 */
export async function requireConnections(
  transaction: Knex.Transaction,
  { project }: AssetRef,
  { connections = [] }: ResolvedStandards,
): Promise<void> {
  if (!connections.length) return;
  const names = connections.map(({ name }) => name);
  const there = await transaction<DeclarationRow>('declarations')
    .where({ project, kind: 'Connection' })
    .whereIn('name', names)
    .whereNull('deletion')
    .pluck('name');
  const gone = names.find(name => !there.includes(name));
  if (gone === undefined) return;
  throw new ConflictError(
    `Connection ${project}/${gone} was deleted meanwhile; leave it out`,
  );
}
