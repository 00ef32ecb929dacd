import { createHash } from 'node:crypto';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AssetRef,
  greenroomAssetRead,
  greenroomAssetUpdate,
  greenroomProjectAdopt,
  greenroomProjectContribute,
  greenroomProjectCreate,
  ProjectSpec,
  validateDeclaration,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Declarations } from '../declarations/Declarations';
import {
  DeclarationStore,
  StoredDeclaration,
} from '../declarations/DeclarationStore';
import { PreconditionFailedError } from '../declarations/PreconditionFailedError';
import { Access } from './Access';
import { Caller } from './Caller';

/** What a PUT asks for. */
export interface WriteRequest {
  spec: Record<string, unknown>;
  reason?: string;
  ifMatch?: number;
  idempotencyKey?: string;
  dryRun?: boolean;
  /** UID of an observed object to take over. */
  adopt?: string;
}

/** How often a write is decided again because somebody else was first. */
const ATTEMPTS = 3;

/** Declares on behalf of a caller: what is written is what was permitted. */
export class AssetWriter {
  readonly #access: Access;
  readonly #store: DeclarationStore;
  readonly #declarations: Declarations;

  constructor(
    access: Access,
    store: DeclarationStore,
    declarations: Declarations,
  ) {
    this.#access = access;
    this.#store = store;
    this.#declarations = declarations;
  }

  async write(
    caller: Caller,
    ref: AssetRef,
    request: WriteRequest,
  ): Promise<{ declaration: StoredDeclaration; created: boolean }> {
    validateDeclaration(ref, request.spec);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#writeOnce(caller, ref, request);
      } catch (error) {
        const lostRace =
          error instanceof PreconditionFailedError &&
          request.ifMatch === undefined;
        if (!lostRace || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** Lets pass who may declare this: update what exists, or contribute to its project. */
  async authorize(
    caller: Caller,
    ref: AssetRef,
    spec: unknown,
  ): Promise<StoredDeclaration | undefined> {
    const known = await this.#store.get(ref);
    // What may not be read is refused as what is not there would be.
    if (!known || !(await this.#mayRead(caller, known))) {
      await this.#requireCreate(caller, ref, spec);
    }
    if (known) {
      await this.#access.requireOn(caller, ref, known, greenroomAssetUpdate);
      const { owner } = await this.#declarations.check(ref, spec);
      if (owner !== known.owner) await this.#requireContribute(caller, ref);
    }
    return known;
  }

  async #writeOnce(caller: Caller, ref: AssetRef, request: WriteRequest) {
    const { spec, reason, idempotencyKey } = request;
    const known = await this.authorize(caller, ref, spec);
    if (request.adopt !== undefined) await this.#requireContribute(caller, ref);
    const command = {
      ref,
      spec,
      reason,
      source: { type: 'api' as const },
      author: caller.author,
      adopt: request.adopt,
      // What was permitted is written, or nothing: not what somebody else made of it meanwhile.
      ifMatch: request.ifMatch ?? known?.revision ?? 0,
      idempotency:
        idempotencyKey === undefined
          ? undefined
          : {
              caller: caller.author,
              key: idempotencyKey,
              requestHash: hashOf(ref, request),
            },
    };
    if (request.dryRun) {
      return {
        declaration: await this.#declarations.dryRun(command),
        created: false,
      };
    }
    return this.#declarations.declare(command);
  }

  async #mayRead(caller: Caller, asset: StoredDeclaration): Promise<boolean> {
    const granted = await this.#access.permitted(
      caller,
      [greenroomAssetRead],
      asset,
    );
    return granted.length > 0;
  }

  async #requireCreate(
    caller: Caller,
    ref: AssetRef,
    spec: unknown,
  ): Promise<void> {
    if (ref.kind === 'Project') {
      await this.#access.require(caller, greenroomProjectCreate);
      if ((spec as ProjectSpec).namespace?.existing) {
        await this.#access.require(caller, greenroomProjectAdopt);
      }
    } else {
      await this.#requireContribute(caller, ref);
    }
  }

  async #requireContribute(caller: Caller, { project }: AssetRef) {
    const parent = await this.#store.get({
      kind: 'Project',
      project,
      name: project,
    });
    const [granted, readable] = parent
      ? await Promise.all([
          this.#access.permitted(caller, [greenroomProjectContribute], parent),
          this.#mayRead(caller, parent),
        ])
      : [[], false];
    if (granted.length) return;
    if (!readable) {
      throw new NotFoundError(
        `Project ${project} does not exist, or you may not read it`,
      );
    }
    throw new NotAllowedError(
      `You lack the permission ${greenroomProjectContribute.name} on project ${project}; ask its owner`,
    );
  }
}

function hashOf(ref: AssetRef, { spec, reason, ifMatch, adopt }: WriteRequest) {
  return createHash('sha256')
    .update(
      JSON.stringify([
        ref.kind,
        ref.project,
        ref.name,
        spec,
        reason,
        ifMatch,
        // Absent in keys of before there was one.
        ...(adopt === undefined ? [] : [adopt]),
      ]),
    )
    .digest('hex');
}
