import {
  Deletion,
  Kind,
  KindSpecs,
  ResolvedStandards,
  RunState,
  Source,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  Consent,
  DeclarationWithStatus,
  StoredDeclaration,
} from './DeclarationStore';

/** A row of `declarations`. */
export interface DeclarationRow {
  id: string;
  kind: string;
  project: string;
  name: string;
  spec: string;
  resolved: string;
  source_type: string;
  source_entity: string | null;
  source_location: string | null;
  revision: number;
  owner: string;
  cluster: string;
  run_state: string | null;
  deletion: string | null;
  consent: string | null;
  unclaimed_since: string | null;
  created_at: string;
  updated_at: string;
}

/** A row of `declarations` with what others know of it. */
export interface JoinedRow extends DeclarationRow {
  target: string | null;
  status: string | null;
}

const parse = <T>(json: string | null): T | undefined =>
  json === null || json === undefined ? undefined : (JSON.parse(json) as T);

export function toDeclaration(row: JoinedRow): StoredDeclaration {
  return {
    id: row.id,
    kind: row.kind as Kind,
    project: row.project,
    name: row.name,
    spec: JSON.parse(row.spec) as KindSpecs[Kind],
    resolved: JSON.parse(row.resolved) as ResolvedStandards,
    source: toSource(row),
    revision: row.revision,
    owner: row.owner,
    cluster: row.cluster,
    target: row.target ?? undefined,
    runState: parse<RunState>(row.run_state),
    deletion: parse<Deletion>(row.deletion),
    consent: parse<Consent>(row.consent),
    unclaimedSince: row.unclaimed_since ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function toDeclarationWithStatus(row: JoinedRow): DeclarationWithStatus {
  return { ...toDeclaration(row), status: parse<Status>(row.status) };
}

export function toSource(row: DeclarationRow): Source {
  return row.source_type === 'catalog'
    ? {
        type: 'catalog',
        entityRef: row.source_entity ?? '',
        location: row.source_location ?? '',
      }
    : { type: 'api' };
}

export function sourceColumns(source: Source) {
  return source.type === 'catalog'
    ? {
        source_type: source.type,
        source_entity: source.entityRef,
        source_location: source.location,
      }
    : { source_type: source.type, source_entity: null, source_location: null };
}
