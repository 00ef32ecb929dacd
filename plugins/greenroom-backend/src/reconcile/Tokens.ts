import { randomBytes } from 'node:crypto';
import {
  LABEL_DECLARATION,
  VALUES_MANAGER,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  Placement,
  Target,
  TokenSecret,
} from '@greenroom/backstage-plugin-greenroom-node';
import { isAlreadyExists, KubeClient } from '@greenroom/controller-runtime';
import { ForeignObjectError } from './errors';
import { LiveObject, liveObject } from './liveObject';
import { AppliedRow } from './records/inventory';
import { InventoryRow, isAbout } from './records/InventoryRow';
import { Loaded } from './records/reads';
import { SECRETS } from './secretResource';

/** 256 bits, in characters that need no quoting anywhere. */
const TOKEN_BYTES = 32;

/**
 * Makes the Secrets with the tokens of assets, once each. They are no part of
 * what is applied, so that no token is in a manifest, the inventory or a hash.
 * Each belongs by UID to the object that makes the pods: so it goes with that,
 * is found again after a crash or an import, and is never mistaken for a
 * stranger's.
 */
export class Tokens {
  readonly #client: KubeClient;

  constructor(client: KubeClient) {
    this.#client = client;
  }

  /**
   * Before anything is made that would take its token from there.
   * @throws ForeignObjectError when somebody else has put a Secret under its name
   */
  async requireFree(
    loaded: Loaded,
    target: Target,
    placement: Placement,
    signal: AbortSignal,
  ): Promise<void> {
    const secret = tokenOf(loaded, target, placement);
    if (!secret || uidOf(secret, placement, loaded.rows)) return;
    const live = await this.#look(secret, placement, signal);
    if (live) refuseForeign(live, secret, placement);
  }

  /**
   * Makes the token unless it is there; one that exists is never replaced.
   *
   * @param applied - what was just written
   * @throws ForeignObjectError
   */
  async ensure(
    loaded: Loaded,
    target: Target,
    placement: Placement,
    applied: readonly AppliedRow[],
    signal: AbortSignal,
  ): Promise<void> {
    const secret = tokenOf(loaded, target, placement);
    const uid =
      secret && uidOf(secret, placement, [...applied, ...loaded.rows]);
    if (!uid) return;
    const isNew = !uidOf(secret, placement, loaded.rows);
    const owners = [{ ...secret.owner, uid }];
    if (isNew && (await this.#create(secret, placement, owners, signal))) {
      return;
    }
    const live = await this.#look(secret, placement, signal);
    if (!live) {
      await this.#create(secret, placement, owners, signal);
    } else if (!isOwnedBy(live, uid)) {
      refuseForeign(live, secret, placement);
      await this.#own(secret, placement, live, owners, signal);
    }
  }

  #look(
    { name }: TokenSecret,
    { namespace }: Placement,
    signal: AbortSignal,
  ): Promise<LiveObject | undefined> {
    return liveObject(this.#client, SECRETS, { namespace, name }, signal);
  }

  /** Returns whether it was made; not when the name is taken. */
  async #create(
    { name, key, labels }: TokenSecret,
    { namespace }: Placement,
    ownerReferences: object[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const object = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace, labels, ownerReferences },
      data: { [key]: Buffer.from(token).toString('base64') },
    };
    const options = { fieldManager: VALUES_MANAGER, signal };
    try {
      await this.#client.create(SECRETS, object, options);
      return true;
    } catch (error) {
      if (isAlreadyExists(error)) return false;
      throw error;
    }
  }

  /** Its owner was deleted and made anew: it stays, before it is collected. */
  async #own(
    { name }: TokenSecret,
    { namespace }: Placement,
    { metadata: { uid } }: LiveObject,
    ownerReferences: object[],
    signal: AbortSignal,
  ): Promise<void> {
    await this.#client.mergePatch(
      SECRETS,
      { namespace, name },
      { metadata: { uid, ownerReferences } },
      { fieldManager: VALUES_MANAGER, signal },
    );
  }
}

export function isOwnedBy({ metadata }: LiveObject, uid: string): boolean {
  return (metadata.ownerReferences ?? []).some(owner => owner.uid === uid);
}

/** UID of the object that a token belongs to, once it is made. */
export function uidOf(
  { owner }: TokenSecret,
  { namespace }: Placement,
  rows: readonly Pick<
    InventoryRow,
    'apiVersion' | 'kind' | 'namespace' | 'name' | 'uid'
  >[],
): string | undefined {
  const { apiVersion, kind, name } = owner;
  return rows.find(row =>
    isAbout(row, { apiVersion, kind, metadata: { namespace, name } }),
  )?.uid;
}

function tokenOf(
  { declaration }: Loaded,
  target: Target,
  placement: Placement,
): TokenSecret | undefined {
  const { resolved } = declaration;
  return target.token?.(declaration, { ...placement, resolved });
}

function refuseForeign(
  { metadata }: LiveObject,
  { name, labels }: TokenSecret,
  { namespace }: Placement,
): void {
  if (metadata.labels?.[LABEL_DECLARATION] === labels[LABEL_DECLARATION]) {
    return;
  }
  throw new ForeignObjectError(
    `Secret ${namespace}/${name}`,
    'exists and was not made by Greenroom; it is left alone. Delete or rename it, or choose another name',
  );
}
