import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import {
  claimedEntityRefs,
  KindSpecs,
  Kind,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Knex } from 'knex';
import { DeclareInput } from './DeclarationStore';
import { PreconditionFailedError } from './PreconditionFailedError';
import { recordChange } from './changeFeed';
import { recordAdoption } from './recordAdoption';
import { requireConnections } from './connectionUse';
import { findAnswered, rememberKey } from './idempotency';
import {
  entityTaken,
  refuseDeleted,
  refuseOtherSource,
  refuseUnseen,
} from './refuseTaken';
import { DeclarationRow, sourceColumns, toSource } from './rows';

export interface DeclareOutcome {
  id: string;
  created: boolean;
  changed: boolean;
}

/** Stores one declaration with its revision, its claims on entities and its change. */
export async function declareInTransaction(
  transaction: Knex.Transaction,
  input: DeclareInput,
): Promise<DeclareOutcome> {
  const answered = await findAnswered(transaction, input.idempotency);
  if (answered) return { id: answered, created: false, changed: false };

  await lockProject(transaction, input);
  const { kind, project, name } = input.ref;
  const known = await transaction<DeclarationRow>('declarations')
    .where({ kind, project, name })
    .forUpdate()
    .first();
  refuseUnseen(input, known?.revision);
  await requireConnections(transaction, input.ref, input.resolved);
  const outcome = known
    ? await update(transaction, input, known)
    : await create(transaction, input);
  if (input.adopt) {
    const { id, changed } = outcome;
    await recordAdoption(transaction, id, input.cluster, input.adopt);
    // Whoever holds the cluster is to look, also when the spec is the same.
    if (!changed) {
      await recordChange(transaction, 'upserted', { id, ...input.ref });
    }
  }
  await rememberKey(transaction, input.idempotency, outcome.id);
  return outcome;
}

/** Holds the project, so that nothing is declared into one that is being deleted. */
async function lockProject(transaction: Knex.Transaction, input: DeclareInput) {
  const { kind, project } = input.ref;
  if (kind === 'Project') return;
  const row = await transaction<DeclarationRow>('declarations')
    .where({ kind: 'Project', project, name: project })
    .forShare()
    .first();
  if (!row || row.deletion) {
    throw new ConflictError(
      row
        ? `Project ${project} is being deleted`
        : `Project ${project} does not exist any more`,
    );
  }
}

async function create(
  transaction: Knex.Transaction,
  input: DeclareInput,
): Promise<DeclareOutcome> {
  const id = randomUUID();
  const at = new Date().toISOString();
  await refuseClaimed(transaction, input);
  await transaction('declarations').insert({
    id,
    ...input.ref,
    ...sourceColumns(input.source),
    spec: JSON.stringify(input.spec),
    resolved: JSON.stringify(input.resolved),
    revision: 1,
    owner: input.owner,
    cluster: input.cluster,
    created_at: at,
    updated_at: at,
  });
  await transaction('entity_claims').insert(
    claimedEntityRefs(input.ref).map(entity_ref => ({
      entity_ref,
      declaration_id: id,
    })),
  );
  await insertRevision(transaction, input, id, 1, at);
  await recordChange(transaction, 'upserted', { id, ...input.ref });
  return { id, created: true, changed: true };
}

async function update(
  transaction: Knex.Transaction,
  input: DeclareInput,
  known: DeclarationRow,
): Promise<DeclareOutcome> {
  refuseOtherSource(input, toSource(known));
  refuseDeleted(input, known.deletion !== null);
  const { id } = known;
  const changed = !isDeepStrictEqual(
    JSON.parse(known.spec),
    JSON.parse(JSON.stringify(input.spec)),
  );
  const source = sourceColumns(input.source);
  const moved =
    source.source_location !== known.source_location ||
    input.owner !== known.owner;
  if (!changed && !moved) return { id, created: false, changed };

  const revision = changed ? known.revision + 1 : known.revision;
  const at = new Date().toISOString();
  const updated = await transaction('declarations')
    .where({ id, revision: known.revision })
    .update({
      ...source,
      owner: input.owner,
      updated_at: at,
      ...(changed && {
        revision,
        cluster: input.cluster,
        spec: JSON.stringify(input.spec),
        resolved: JSON.stringify(input.resolved),
      }),
    });
  if (!updated) {
    throw new PreconditionFailedError(
      `${stringifyAssetRef(
        input.ref,
      )} was changed meanwhile; fetch it and try again`,
    );
  }
  if (changed) await insertRevision(transaction, input, id, revision, at);
  if (input.ref.kind === 'Project' && input.owner !== known.owner) {
    await passOnOwner(transaction, input.ref.project, input.owner, at);
  }
  await recordChange(transaction, 'upserted', { id, ...input.ref });
  return { id, created: false, changed };
}

async function insertRevision(
  transaction: Knex.Transaction,
  { spec, author, reason }: DeclareInput,
  declaration_id: string,
  revision: number,
  at: string,
) {
  await transaction('revisions').insert({
    declaration_id,
    revision,
    spec: JSON.stringify(spec),
    author,
    reason: reason ?? null,
    at,
  });
}

/** Says who has the name; the primary key of the claims decides when two come at once. */
async function refuseClaimed(
  transaction: Knex.Transaction,
  { ref }: DeclareInput,
) {
  const claim = await transaction('entity_claims')
    .join('declarations', 'declarations.id', 'entity_claims.declaration_id')
    .whereIn('entity_ref', claimedEntityRefs(ref))
    .first('entity_ref', 'kind', 'project', 'name');
  if (claim) throw entityTaken(claim.entity_ref, claim);
}

/** Assets without an owner of their own belong to whom the project belongs. */
async function passOnOwner(
  transaction: Knex.Transaction,
  project: string,
  owner: string,
  at: string,
) {
  const assets = await transaction<DeclarationRow>('declarations')
    .where({ project })
    .whereNot('kind', 'Project');
  const heirs = assets.filter(
    row =>
      row.owner !== owner &&
      (JSON.parse(row.spec) as KindSpecs[Kind]).owner === undefined,
  );
  await transaction('declarations')
    .whereIn(
      'id',
      heirs.map(({ id }) => id),
    )
    .update({ owner, updated_at: at });
  for (const row of heirs) {
    await recordChange(transaction, 'upserted', {
      ...row,
      kind: row.kind as Kind,
    });
  }
}
