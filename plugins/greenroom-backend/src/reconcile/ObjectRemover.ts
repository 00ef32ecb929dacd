import {
  ANNOTATION_RELEASED,
  ANNOTATION_RELEASED_BY,
  FIELD_MANAGER,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  bounded,
  SeenCondition,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  ApiResource,
  isConflict,
  isNotFound,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { isOurs, LiveObject, liveObject } from './liveObject';
import { ProjectRequests } from './ProjectRequests';
import { describeRow, InventoryRow } from './records/InventoryRow';
import { Records } from './records/Records';

/** Conditions of a namespace that cannot go, the most telling first. Source: kubernetes, pkg/controller/namespace/deletion. */
const HOLDING = [
  'NamespaceFinalizersRemaining',
  'NamespaceDeletionDiscoveryFailure',
  'NamespaceDeletionGroupVersionParsingFailure',
  'NamespaceDeletionContentFailure',
];

/** An object that was asked to go and has not gone yet. */
export interface Remaining {
  /** e.g. `PersistentVolumeClaim fraud/explore-work` */
  object: string;
  /** Who holds it. */
  finalizers: string[];
  /** What the cluster says of a namespace that does not go. */
  held?: string;
}

/** Deletes single objects of ours; their rows leave the inventory when they have gone. */
export class ObjectRemover {
  readonly #records: Records;
  readonly #projectRequests: ProjectRequests;
  readonly #resource: (row: InventoryRow) => ApiResource | undefined;

  constructor(options: {
    records: Records;
    projectRequests: ProjectRequests;
    /** Undefined: the cluster does not serve the kind, so there are no objects of it. */
    resource(row: InventoryRow): ApiResource | undefined;
  }) {
    this.#records = options.records;
    this.#projectRequests = options.projectRequests;
    this.#resource = options.resource;
  }

  /** Returns what remains; undefined when the object has gone. A stranger of the same name is left alone. */
  async remove(
    client: KubeClient,
    row: InventoryRow,
    signal: AbortSignal,
  ): Promise<Remaining | undefined> {
    const resource = this.#resource(row);
    const before =
      resource && (await this.#look(client, resource, row, signal));
    const after =
      before && !before.metadata.deletionTimestamp
        ? await this.#delete(client, resource, row, before, signal)
        : before;
    if (after) {
      return {
        object: describeRow(row),
        finalizers: after.metadata.finalizers ?? [],
        held: await this.#held(client, resource, row, signal),
      };
    }
    await this.gone(row);
    return undefined;
  }

  /** Takes what is known not to be there any more off the inventory. */
  gone(row: InventoryRow): Promise<void> {
    return this.#records.remove(row);
  }

  /**
   * Lets go of data that a deletion keeps: marked so, the next declaration that
   * renders it may take it over. What has gone needs no mark.
   */
  async release(
    client: KubeClient,
    row: InventoryRow,
    owner: string,
    signal: AbortSignal,
  ): Promise<undefined> {
    const resource = this.#resource(row);
    const live = resource && (await this.#look(client, resource, row, signal));
    // What was asked for and never marked holds nothing.
    if (!live || !isOurs(row, live)) return undefined;
    const released = {
      [ANNOTATION_RELEASED]: new Date().toISOString(),
      [ANNOTATION_RELEASED_BY]: owner,
    };
    await client.mergePatch(
      resource,
      { namespace: row.namespace, name: row.name },
      { metadata: { uid: live.metadata.uid, annotations: released } },
      { fieldManager: FIELD_MANAGER, signal },
    );
    return undefined;
  }

  /** The object, if it is ours, also one that was asked for and no more. */
  async #look(
    client: KubeClient,
    resource: ApiResource,
    row: InventoryRow,
    signal: AbortSignal,
  ): Promise<LiveObject | undefined> {
    const live = await liveObject(client, resource, row, signal);
    const ours =
      live && (await this.#projectRequests.isOurs(row, live, signal));
    return ours ? live : undefined;
  }

  async #delete(
    client: KubeClient,
    resource: ApiResource,
    row: InventoryRow,
    { metadata }: LiveObject,
    signal: AbortSignal,
  ): Promise<LiveObject | undefined> {
    try {
      await client.delete(
        resource,
        { namespace: row.namespace, name: row.name },
        { uid: metadata.uid, propagationPolicy: 'Background', signal },
      );
    } catch (error) {
      // Gone, or made anew by somebody since we looked: the look below tells.
      if (!isNotFound(error) && !isConflict(error)) throw error;
    }
    const known = { ...row, uid: metadata.uid };
    return this.#look(client, resource, known, signal);
  }

  /** A namespace has no finalizer of its own that tells: what is in it may have. */
  async #held(
    client: KubeClient,
    resource: ApiResource | undefined,
    row: InventoryRow,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    if (!resource || resource.kind !== 'Namespace') return undefined;
    try {
      const { status } = await client.get<
        KubernetesObject & { status?: { conditions?: SeenCondition[] } }
      >(resource, { name: row.name }, { signal });
      const why = HOLDING.map(type =>
        status?.conditions?.find(
          condition => condition.type === type && condition.status === 'True',
        ),
      ).find(Boolean);
      return bounded(why?.message);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}
