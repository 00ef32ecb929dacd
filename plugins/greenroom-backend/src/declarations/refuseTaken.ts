import { ConflictError } from '@backstage/errors';
import {
  AssetRef,
  claimedEntityRefs,
  Source,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { DeclarationStore, StoredDeclaration } from './DeclarationStore';
import { PreconditionFailedError } from './PreconditionFailedError';

/** What a declaration is compared with before it may be stored. */
export interface Claim {
  ref: AssetRef;
  source: Source;
  /** The revision that the caller saw; 0 = must not exist. */
  ifMatch?: number;
}

type Known = Pick<StoredDeclaration, 'revision' | 'source' | 'deletion'>;

/**
 * Refuses what a store would refuse, without a transaction: for dry runs.
 * @throws PreconditionFailedError, ConflictError
 */
export async function refuseTaken(
  store: Pick<DeclarationStore, 'getByEntity'>,
  claim: Claim,
  known: Known | undefined,
): Promise<void> {
  refuseUnseen(claim, known?.revision);
  if (known) {
    refuseOtherSource(claim, known.source);
    refuseDeleted(claim, known.deletion !== undefined);
    return;
  }
  for (const entityRef of claimedEntityRefs(claim.ref)) {
    const holder = await store.getByEntity(entityRef);
    if (holder) throw entityTaken(entityRef, holder);
  }
}

/** @param revision - undefined when there is no such asset */
export function refuseUnseen({ ref, ifMatch }: Claim, revision = 0): void {
  if (ifMatch === undefined || ifMatch === revision) return;
  const name = stringifyAssetRef(ref);
  if (!revision) {
    throw new PreconditionFailedError(
      `${name} does not exist (any more). A name cannot be changed: to have something under another name, make a copy of it. To create this, leave out If-Match`,
    );
  }
  throw new PreconditionFailedError(
    ifMatch
      ? `${name} is at revision ${revision}, not ${ifMatch}; fetch it and try again`
      : `${name} exists already, at revision ${revision}`,
  );
}

/** A name belongs to the source that declared it first. */
export function refuseOtherSource({ ref, source }: Claim, owner: Source): void {
  if (keyOf(owner) === keyOf(source)) return;
  throw new ConflictError(
    `${stringifyAssetRef(ref)} is already declared by ${
      owner.type === 'catalog'
        ? `the catalog entity ${owner.entityRef}; change it there`
        : "Greenroom's API; choose another name"
    }`,
  );
}

/** What Git still declares would come back with the next read of the catalog. */
export function refuseRemovalByOther(
  { ref, source }: Claim,
  owner: Source,
): void {
  if (keyOf(owner) === keyOf(source)) return;
  throw new ConflictError(
    `${stringifyAssetRef(ref)} is declared by ${
      owner.type === 'catalog'
        ? `the catalog entity ${owner.entityRef}; write "deletion: requested" under its spec.greenroom`
        : "Greenroom's API; delete it in the portal"
    }`,
  );
}

function keyOf(source: Source): string {
  return source.type === 'catalog' ? source.entityRef : '';
}

export function refuseDeleted({ ref }: Claim, deleted: boolean): void {
  if (!deleted) return;
  throw new ConflictError(
    `${stringifyAssetRef(
      ref,
    )} is being deleted; declare it again once it is gone`,
  );
}

export function entityTaken(entityRef: string, holder: AssetRef) {
  return new ConflictError(
    `The catalog entity ${entityRef} already shows ${stringifyAssetRef(
      holder,
    )}; choose another name`,
  );
}
