import {
  ANNOTATION_NONCE,
  ANNOTATION_RELEASED,
  ANNOTATION_RELEASED_BY,
  FIELD_MANAGER,
  VALUES_MANAGER,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  describeObject,
  Manifest,
  ManifestDifference,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  ApiResource,
  isConflict,
  isInvalid,
  isNotFound,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { ownedFieldsHash } from '../observe/ownedFields';
import { difference } from '../updates';
import { appliersOf, managersOf } from './classifyError';
import { corrected, isContended } from './contention';
import {
  ContendedError,
  ForeignObjectError,
  NamespaceGoneError,
} from './errors';
import { isOurs, isReleased, LiveObject, notTheirs } from './liveObject';
import { Looks } from './Looks';
import { Step } from './plan';
import { ProjectRequests } from './ProjectRequests';
import { AppliedRow } from './records/inventory';
import { InventoryRow } from './records/InventoryRow';
import { Records } from './records/Records';
import { stamp } from './stamp';

const FOREIGN =
  'exists and was not made by Greenroom; it is left alone. Delete or rename it, or choose another name';

export interface ApplyContext {
  /** As whom it is written. */
  client: KubeClient;
  declaration: { id: string; revision: number; owner: string };
  records: Records;
  /** Ends the creation of an object, before it counts as complete. Called again after a crash. */
  complete(live: KubernetesObject): Promise<void>;
  /** Whether a difference that an apply would make may be made now. */
  allows(difference: ManifestDifference): boolean;
  signal: AbortSignal;
}

/** A step whose object has a row in the inventory. */
export type IntendedStep = Step & { row: InventoryRow };

interface Request extends ApplyContext {
  step: IntendedStep;
  resource: ApiResource;
}

/**
 * Brings single objects to what is rendered, so that a crash between any two
 * requests leaves neither a double nor an orphan, and no stranger's object is
 * changed: the row with its nonce comes first, then a look whether the name is
 * free, then the apply, then its UID; every later apply carries the UID.
 */
export class ObjectApplier {
  readonly #looks = new Looks();
  readonly #resource: (kind: {
    apiVersion: string;
    kind: string;
  }) => ApiResource;
  readonly #projectRequests: ProjectRequests;

  constructor(options: {
    /** @throws NotServedError */
    resource(kind: { apiVersion: string; kind: string }): ApiResource;
    projectRequests: ProjectRequests;
  }) {
    this.#resource = options.resource;
    this.#projectRequests = options.projectRequests;
  }

  /**
   * Returns how the object is now; undefined when nothing was written.
   *
   * @throws ForeignObjectError, ContendedError, NotServedError, or what the cluster answered
   */
  async apply(
    step: IntendedStep,
    context: ApplyContext,
  ): Promise<AppliedRow | undefined> {
    if (step.type === 'skip') return undefined;
    const resource = this.#resource(step.manifest.object);
    const request = { ...context, step, resource };
    switch (step.type) {
      case 'create':
        return this.#create(request);
      case 'update':
        return this.#update(request);
      default:
        return this.#correct(request);
    }
  }

  async #create(request: Request): Promise<AppliedRow> {
    const { client, step, resource, signal } = request;
    const { row } = step;
    const live = await this.#looks.at(client, resource, row, signal);
    return live
      ? this.#sendTo(request, row, live)
      : this.#sendNew(request, row);
  }

  /** Completes what is there already, if it is ours or may be. */
  async #sendTo(
    request: Request,
    row: InventoryRow,
    live: LiveObject,
  ): Promise<AppliedRow> {
    const { manifest } = request.step;
    const { signal } = request;
    if (!isOurs(row, live)) {
      if (isReleased(manifest, live)) {
        await this.#takeOver(request, live);
      } else if (!(await this.#projectRequests.isOurs(row, live, signal))) {
        throw foreign(manifest);
      } else if (live.metadata.deletionTimestamp) {
        throw new NamespaceGoneError(row.name, 'going');
      }
    }
    return this.#send(request, { ...row, uid: live.metadata.uid });
  }

  /** From this one write on it is ours by its nonce, whatever happens next. */
  async #takeOver(
    { client, step, resource, declaration, signal }: Request,
    live: LiveObject,
  ): Promise<void> {
    const { manifest, row } = step;
    const problem = notTheirs(manifest, live, declaration.owner);
    if (problem) {
      throw new ForeignObjectError(describeObject(manifest.object), problem);
    }
    const annotations = {
      [ANNOTATION_NONCE]: row.nonce,
      [ANNOTATION_RELEASED]: null,
      [ANNOTATION_RELEASED_BY]: null,
    };
    await client.mergePatch(
      resource,
      { namespace: row.namespace, name: row.name },
      { metadata: { uid: live.metadata.uid, annotations } },
      { fieldManager: FIELD_MANAGER, signal },
    );
  }

  /** Applies to the object that we know; looks only when the cluster says that it is not the one. */
  async #update(request: Request): Promise<AppliedRow> {
    const { row, manifest } = request.step;
    try {
      return await this.#send(request, { ...row, corrections: 0 });
    } catch (error) {
      if (!mayBeAnother(error)) throw error;
      const live = await this.#live(request);
      if (!live) return this.#makeAnew(request);
      throw isOurs(row, live) ? error : foreign(manifest);
    }
  }

  /**
   * Puts back what somebody changed. What that would change is asked of the
   * server first: its defaults and webhooks may have made the same of both.
   */
  async #correct(request: Request): Promise<AppliedRow | undefined> {
    const { step, allows } = request;
    const { manifest, row } = step;
    const live = await this.#live(request);
    if (!live) return this.#makeAnew(request);
    if (!isOurs(row, live)) throw foreign(manifest);
    if (isContended(row)) throw new ContendedError(manifest.object, live);
    const changes = difference(live, await this.#apply(request, row, true));
    // An older version noted no fields: to see that all is well needs no write.
    if (isUnnoted(row) && !changes.length) return applied(request, row, live);
    const { apiVersion, kind, metadata } = manifest.object;
    const allowed = allows({ apiVersion, kind, name: metadata.name, changes });
    return allowed ? this.#send(request, corrected(row)) : undefined;
  }

  /** It was there and has gone, or never was. */
  async #makeAnew(request: Request): Promise<AppliedRow> {
    const { step, records } = request;
    const { row } = step;
    return this.#sendNew(request, row.uid ? await records.forget(row) : row);
  }

  /** What it must have from the start is made first, and is nobody's in an apply. */
  async #sendNew(request: Request, row: InventoryRow): Promise<AppliedRow> {
    const { client, step, resource, signal } = request;
    const { object, seed } = step.manifest;
    if (!seed) {
      const made = await this.#projectRequests.make(object, signal);
      return made ? this.#sendTo(request, row, made) : this.#send(request, row);
    }
    const { apiVersion, kind, metadata } = object;
    const { namespace, name } = metadata;
    const annotations = { [ANNOTATION_NONCE]: row.nonce };
    const made = await client.create(
      resource,
      { ...seed, apiVersion, kind, metadata: { namespace, name, annotations } },
      { fieldManager: VALUES_MANAGER, signal },
    );
    return this.#send(request, { ...row, uid: made.metadata.uid });
  }

  async #send(request: Request, row: InventoryRow): Promise<AppliedRow> {
    const live = await this.#apply(request, row, false);
    if (!row.appliedHash) await request.complete(live);
    return applied(request, row, live);
  }

  /** Fields that somebody edited are taken back; those that somebody else applies are not. */
  async #apply(
    request: Request,
    row: InventoryRow,
    dryRun: boolean,
  ): Promise<KubernetesObject> {
    const { client, resource, declaration, signal } = request;
    const { manifest } = request.step;
    const object = stamp(manifest.object, row, declaration.revision);
    const options = { fieldManager: FIELD_MANAGER, dryRun, signal };
    try {
      return await client.apply(resource, object, options);
    } catch (error) {
      const contested = managersOf(error).length > 0;
      if (!contested || appliersOf(error).length > 0) throw error;
      if (!row.uid) await this.#ensureNotForeign(request);
      return client.apply(resource, object, { ...options, force: true });
    }
  }

  /** Between the look that found the name free and the apply, somebody may have taken it. */
  async #ensureNotForeign(request: Request): Promise<void> {
    const { row, manifest } = request.step;
    const live = await this.#live(request);
    if (live && !isOurs(row, live)) throw foreign(manifest);
  }

  async #live({
    client,
    step: { row },
    resource,
    signal,
  }: Request): Promise<KubernetesObject | undefined> {
    const { namespace, name } = row;
    try {
      return await client.get(resource, { namespace, name }, { signal });
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}

/** How a row is when this is how its object is. */
function applied(
  { step: { manifest, hash, position } }: Request,
  row: InventoryRow,
  { metadata }: KubernetesObject,
): AppliedRow {
  return {
    ...row,
    uid: metadata.uid ?? '',
    appliedHash: hash,
    ownedHash: ownedFieldsHash({ metadata }),
    objectVersion: metadata.resourceVersion,
    onDelete: manifest.onDelete,
    position,
    applied: manifest.object,
  };
}

/** It was applied completely, by a version that did not keep which fields were ours. */
function isUnnoted({ appliedHash, ownedHash }: InventoryRow): boolean {
  return appliedHash !== undefined && ownedHash === undefined;
}

function foreign({ object }: Manifest): ForeignObjectError {
  return new ForeignObjectError(describeObject(object), FOREIGN);
}

/** An apply with a UID answers 409 when the object is gone, 422 when it was made anew. */
function mayBeAnother(error: unknown): boolean {
  return (
    isNotFound(error) ||
    isInvalid(error) ||
    (isConflict(error) && managersOf(error).length === 0)
  );
}
