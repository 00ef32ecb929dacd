import { toError } from '@backstage/errors';
import {
  ANNOTATION_DECLARED,
  AssetRef,
  claimedEntityRefs,
  ImportedDeclaration,
  ImportResult,
  ResolvedStandards,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { describeObject } from '@greenroom/backstage-plugin-greenroom-node';
import { identityName } from '../../render/projectIdentity';
import { DeclaredRecord, readRecord } from '../declaredRecord';
import { AppliedObject, AppliedObjects } from './readObjects';

/** What the database has. */
export interface Stored {
  declarations: readonly (AssetRef & { id: string; revision: number })[];
  /** By the catalog entity that it claims, the id of each declaration. */
  claims: ReadonlyMap<string, string>;
  /** The inventory of this cluster by {@link keyOf}. */
  inventory: ReadonlyMap<string, { declarationId: string; uid?: string }>;
  /** See {@link RecoverableCluster}. */
  identityNamespace?: string;
}

/** What a spec's names mean today: for records that do not say it. May throw what is wrong with them. */
export type Resolve = (record: DeclaredRecord) => ResolvedStandards;

/** What is to be done for one declaration. */
export interface PlannedImport extends Omit<ImportedDeclaration, 'objects'> {
  /** Undefined when only its inventory is missing. */
  record?: DeclaredRecord;
  /** Objects that are missing in the inventory, in the order in which they were made. */
  rows: AppliedObject[];
  createdAt: string;
}

export interface ImportPlan {
  /** Projects first. */
  declarations: PlannedImport[];
  problems: ImportResult['problems'];
}

/** Names one object of a cluster. */
export function keyOf({
  apiVersion,
  kind,
  namespace,
  name,
}: Pick<AppliedObject, 'apiVersion' | 'kind' | 'namespace' | 'name'>): string {
  return JSON.stringify([apiVersion, kind, namespace ?? '', name]);
}

/** Compares what a cluster holds of us with what the database has. Pure. */
export function planImport(
  { objects, hidden }: AppliedObjects,
  stored: Stored,
  resolve: Resolve,
): ImportPlan {
  const claims = new Map(stored.claims);
  const problems: ImportPlan['problems'] = hidden.length
    ? [
        {
          object: hidden.join(', '),
          message:
            "Greenroom's account may not list these kinds, or their API is down; objects of them are not imported",
        },
      ]
    : [];
  const declarations: PlannedImport[] = [];
  for (const [id, applied] of groupByDeclaration(objects)) {
    const planned = planOne(id, applied, { ...stored, claims }, resolve);
    if ('problem' in planned) {
      problems.push(
        ...applied.map(object => ({
          object: describe(object),
          message: planned.problem,
        })),
      );
    } else if (planned.action !== 'inventory' || planned.rows.length) {
      declarations.push(planned);
      claimedEntityRefs(planned).forEach(ref => claims.set(ref, id));
    }
  }
  const rank = ({ kind }: PlannedImport) => (kind === 'Project' ? 0 : 1);
  declarations.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (stringifyAssetRef(a) < stringifyAssetRef(b) ? -1 : 1),
  );
  return { declarations, problems };
}

/** What is told of a plan. */
export function toResult(
  { declarations, problems }: ImportPlan,
  applied: boolean,
): ImportResult {
  return {
    applied,
    declarations: declarations.map(
      ({ id, kind, project, name, revision, action, record, rows }) => ({
        id,
        kind,
        project,
        name,
        revision,
        action,
        ...(record && { owner: record.owner, spec: record.spec }),
        objects: rows.map(describe),
      }),
    ),
    problems,
  };
}

function planOne(
  id: string,
  applied: readonly AppliedObject[],
  stored: Stored,
  resolve: Resolve,
): PlannedImport | { problem: string } {
  const known = stored.declarations.find(each => each.id === id);
  const read = newestRecord(applied);
  const record = read && 'record' in read ? read.record : undefined;
  const rows = inOrder(
    applied.filter(object => {
      const row = stored.inventory.get(keyOf(object));
      return !row || (row.declarationId === id && row.uid !== object.uid);
    }),
  );
  const createdAt = inOrder(applied)[0].createdAt;
  if (known && (!record || record.revision <= known.revision)) {
    const { kind, project, name, revision } = known;
    const ref = { kind, project, name, revision };
    return { id, ...ref, action: 'inventory', rows, createdAt };
  }
  if (!record) {
    return {
      problem:
        read && 'problem' in read
          ? read.problem
          : 'no object of it tells what was declared; delete it, or take the labels of Greenroom away',
    };
  }
  const problem = misplaced(id, record, applied, stored);
  if (problem) return { problem };
  const { kind, project, name, revision } = record;
  const action = known ? 'update' : 'create';
  const ref = { kind, project, name, revision };
  try {
    const resolved = record.resolved ?? resolve(record);
    const complete = { ...record, resolved };
    return { id, ...ref, action, record: complete, rows, createdAt };
  } catch (error) {
    return {
      problem: `it was made with a standard that is not offered any more: ${
        toError(error).message
      }`,
    };
  }
}

/** Whoever may write into a namespace may forge a record there: it counts for that namespace only. */
function misplaced(
  id: string,
  record: DeclaredRecord,
  applied: readonly AppliedObject[],
  { claims, declarations, identityNamespace }: Stored,
): string | undefined {
  const name = stringifyAssetRef(record);
  const known = declarations.find(each => each.id === id);
  if (known && stringifyAssetRef(known) !== name) {
    return `its record says ${name}, but the database knows it as ${stringifyAssetRef(
      known,
    )}`;
  }
  const taken = claimedEntityRefs(record).find(
    ref => (claims.get(ref) ?? id) !== id,
  );
  if (taken) {
    return `its record says ${name}, but ${taken} is another declaration by now; delete it, or take the labels of Greenroom away`;
  }
  if (record.kind === 'Project' && record.project !== record.name) {
    return `its record says ${name}, but a Project has the name of its project`;
  }
  const outside = applied.find(
    object =>
      (object.namespace ?? object.name) !== record.project &&
      !isIdentityOf(record, object, identityNamespace),
  );
  return (
    outside &&
    `its record says ${name}, but ${describe(outside)} is in another namespace`
  );
}

function isIdentityOf(
  { kind, project }: DeclaredRecord,
  object: AppliedObject,
  namespace: string | undefined,
): boolean {
  return (
    kind === 'Project' &&
    namespace !== undefined &&
    object.kind === 'ServiceAccount' &&
    object.namespace === namespace &&
    object.name === identityName(project)
  );
}

/** The record may have moved from one object to another; the newer one counts. */
function newestRecord(
  applied: readonly AppliedObject[],
): ReturnType<typeof readRecord> | undefined {
  const read = applied
    .map(({ annotations }) => annotations[ANNOTATION_DECLARED])
    .filter(text => text !== undefined)
    .map(readRecord);
  const revision = (each: (typeof read)[number]) =>
    'record' in each ? each.record.revision : 0;
  return read.sort((a, b) => revision(b) - revision(a))[0];
}

/** A namespace comes before what is in it; of the rest what was made first comes first. */
function inOrder(objects: readonly AppliedObject[]): AppliedObject[] {
  const place = ({ namespace, createdAt, kind, name }: AppliedObject) =>
    [namespace ? 1 : 0, createdAt, kind, name].join(' ');
  return [...objects].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

function groupByDeclaration(
  objects: readonly AppliedObject[],
): Map<string, AppliedObject[]> {
  const groups = new Map<string, AppliedObject[]>();
  for (const object of objects) {
    const group = groups.get(object.declarationId) ?? [];
    groups.set(object.declarationId, [...group, object]);
  }
  return groups;
}

function describe({ kind, namespace, name }: AppliedObject): string {
  return describeObject({ kind, metadata: { namespace, name } });
}
