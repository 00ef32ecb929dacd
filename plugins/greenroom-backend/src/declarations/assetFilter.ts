import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { AssetCondition, ListQuery } from './DeclarationStore';
import { decodeCursor } from './cursor';

const COLUMNS: Record<AssetCondition['field'], string> = {
  owner: 'declarations.owner',
  project: 'declarations.project',
  kind: 'declarations.kind',
  cluster: 'declarations.cluster',
};

/** Narrows a query of declarations to what is asked for and what the caller may see. */
export function filterAssets(builder: Knex.QueryBuilder, query: ListQuery) {
  for (const field of ['kind', 'project', 'owner', 'cluster'] as const) {
    const value = query[field];
    if (value !== undefined) builder.where(COLUMNS[field], value);
  }
  if (query.phase) wherePhase(builder, query.phase);
  if (query.entity) {
    const entityRef = query.entity.toLocaleLowerCase('en-US');
    builder.whereIn('declarations.id', ids =>
      ids
        .select('declaration_id')
        .from('entity_claims')
        .where('entity_ref', entityRef),
    );
  }
  if (query.permitted) wherePermitted(builder, query.permitted);
  if (query.cursor) whereAfter(builder, query.cursor);
}

/** What the reconciler has not seen yet is shown, and so found, as Pending. */
function wherePhase(builder: Knex.QueryBuilder, phase: string) {
  builder.where(either => {
    either.where('statuses.phase', phase);
    if (phase === 'Pending') either.orWhereNull('statuses.phase');
  });
}

function wherePermitted(
  builder: Knex.QueryBuilder,
  criteria: PermissionCriteria<AssetCondition>,
): void {
  builder.where(group => {
    if (isAndCriteria(criteria)) {
      criteria.allOf.forEach(each => wherePermitted(group, each));
    } else if (isOrCriteria(criteria)) {
      criteria.anyOf.forEach(each =>
        group.orWhere(branch => wherePermitted(branch, each)),
      );
    } else if (isNotCriteria(criteria)) {
      group.whereNot(branch => wherePermitted(branch, criteria.not));
    } else {
      group.whereIn(COLUMNS[criteria.field], criteria.values);
    }
  });
}

function whereAfter(builder: Knex.QueryBuilder, cursor: string) {
  const { project, kind, name } = decodeCursor(cursor);
  builder.where(after =>
    after
      .where('declarations.project', '>', project)
      .orWhere(sameProject =>
        sameProject
          .where('declarations.project', project)
          .andWhere('declarations.kind', '>', kind),
      )
      .orWhere(sameKind =>
        sameKind
          .where('declarations.project', project)
          .andWhere('declarations.kind', kind)
          .andWhere('declarations.name', '>', name),
      ),
  );
}
