import {
  ANNOTATION_NONCE,
  ANNOTATION_RELEASED,
  ANNOTATION_RELEASED_BY,
  ANNOTATION_REVISION,
  FIELD_MANAGER,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  describeObject,
  KubernetesObject,
  Manifest,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  ApiResource,
  isConflict,
  isInvalid,
  isNotFound,
  KubeClient,
} from '@greenroom/controller-runtime';
import { managersOf } from './classifyError';
import { DatabaseInventory } from './DatabaseInventory';
import { ForeignObjectError } from './errors';
import { InventoryRow } from './InventoryRow';
import {
  isOurs,
  isReleased,
  labelsDiffer,
  LiveObject,
  liveObject,
  notTheirs,
} from './liveObject';
import { Step } from './plan';

const FOREIGN =
  'exists and was not made by Greenroom; it is left alone. Delete or rename it, or choose another name';

export interface ApplyContext {
  declaration: { id: string; cluster: string; revision: number; owner: string };
  /** Ends the creation of an object, before it counts as complete. Called again after a crash. */
  complete(manifest: Manifest, uid: string): Promise<void>;
  signal: AbortSignal;
}

/**
 * Brings single objects to what is rendered, so that a crash between any two
 * requests leaves neither a double nor an orphan, and no stranger's object is
 * changed: the row with its nonce comes first, then a look whether the name is
 * free, then the apply, then its UID; every later apply carries the UID.
 */
export class ObjectApplier {
  readonly #client: KubeClient;
  readonly #inventory: DatabaseInventory;
  readonly #resource: (kind: {
    apiVersion: string;
    kind: string;
  }) => ApiResource;

  constructor(options: {
    client: KubeClient;
    inventory: DatabaseInventory;
    /** @throws NotServedError */
    resource(kind: { apiVersion: string; kind: string }): ApiResource;
  }) {
    this.#client = options.client;
    this.#inventory = options.inventory;
    this.#resource = options.resource;
  }

  /** @throws ForeignObjectError, NotServedError, or what the cluster answered */
  async apply(step: Step, context: ApplyContext): Promise<void> {
    if (step.type === 'skip') return;
    const { manifest, position } = step;
    const resource = this.#resource(manifest.object);
    const row =
      step.row ??
      (await this.#inventory.intend(context.declaration, manifest, position));
    if (step.type === 'update') {
      await this.#update(step, row, resource, context);
      return;
    }
    const live = await liveObject(this.#client, resource, row, context.signal);
    if (!live) {
      const fresh = row.uid ? await this.#inventory.forgetObject(row) : row;
      await this.#send(step, fresh, resource, context);
      return;
    }
    if (!isOurs(row, live) && !row.uid && isReleased(manifest, live)) {
      const problem = notTheirs(manifest, live, context.declaration.owner);
      if (problem) {
        throw new ForeignObjectError(describeObject(manifest.object), problem);
      }
      await this.#takeOver(row, live, resource, context);
    } else if (!isOurs(row, live)) {
      throw new ForeignObjectError(describeObject(manifest.object), FOREIGN);
    }
    const { labels, uid } = live.metadata;
    if (
      step.type === 'create' ||
      labelsDiffer(manifest.object.metadata.labels, labels)
    ) {
      await this.#send(step, { ...row, uid }, resource, context);
    }
  }

  /** From this one write on it is ours by its nonce, whatever happens next. */
  async #takeOver(
    row: InventoryRow,
    { metadata: { uid } }: LiveObject,
    resource: ApiResource,
    { signal }: ApplyContext,
  ): Promise<void> {
    const annotations = {
      [ANNOTATION_NONCE]: row.nonce,
      [ANNOTATION_RELEASED]: null,
      [ANNOTATION_RELEASED_BY]: null,
    };
    await this.#client.mergePatch(
      resource,
      { namespace: row.namespace, name: row.name },
      { metadata: { uid, annotations } },
      { fieldManager: FIELD_MANAGER, signal },
    );
  }

  /** Applies to the object that we know; looks only when the cluster says that it is not the one. */
  async #update(
    step: Step,
    row: InventoryRow,
    resource: ApiResource,
    context: ApplyContext,
  ): Promise<void> {
    try {
      await this.#send(step, row, resource, context);
    } catch (error) {
      if (!mayBeAnother(error)) throw error;
      const live = await liveObject(
        this.#client,
        resource,
        row,
        context.signal,
      );
      if (live && isOurs(row, live)) throw error;
      if (live) {
        throw new ForeignObjectError(
          describeObject(step.manifest.object),
          FOREIGN,
        );
      }
      const fresh = await this.#inventory.forgetObject(row);
      await this.#send(step, fresh, resource, context);
    }
  }

  async #send(
    step: Step,
    row: InventoryRow,
    resource: ApiResource,
    { declaration, complete, signal }: ApplyContext,
  ): Promise<void> {
    const { manifest, hash, position } = step;
    const applied = await this.#client.apply(
      resource,
      stamp(manifest.object, row, declaration.revision),
      { fieldManager: FIELD_MANAGER, force: false, signal },
    );
    const uid = applied.metadata.uid ?? '';
    if (!row.appliedHash) {
      await this.#inventory.recordUid(row, uid);
      await complete(manifest, uid);
    }
    await this.#inventory.recordApplied(row, {
      uid,
      hash,
      position,
      onDelete: manifest.onDelete,
    });
  }
}

/**
 * What is sent: the rendered object with its nonce, its UID once known, and the
 * revision that last changed it. The revision is not part of the hash, or every
 * revision would write every object though most change one. Operators copy the
 * annotations of their resources to pods, where another value restarts these:
 * so it stands on built-in kinds only, while the nonce stays the same as long as
 * the object lives.
 */
function stamp(
  object: KubernetesObject,
  { nonce, uid }: InventoryRow,
  revision: number,
): KubernetesObject {
  return {
    ...object,
    metadata: {
      ...object.metadata,
      ...(uid && { uid }),
      annotations: {
        ...object.metadata.annotations,
        [ANNOTATION_NONCE]: nonce,
        ...(isBuiltIn(object) && { [ANNOTATION_REVISION]: String(revision) }),
      },
    },
  };
}

/** Groups of Kubernetes itself have no domain, or `k8s.io`. */
function isBuiltIn({ apiVersion }: KubernetesObject): boolean {
  const [group, version] = apiVersion.split('/');
  return !version || !group.includes('.') || group.endsWith('.k8s.io');
}

/** An apply with a UID answers 409 when the object is gone, 422 when it was made anew. */
function mayBeAnother(error: unknown): boolean {
  return (
    isNotFound(error) ||
    isInvalid(error) ||
    (isConflict(error) && managersOf(error).length === 0)
  );
}
