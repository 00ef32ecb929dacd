import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  Kind,
  ObservedAssetList,
  Standards,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  ObservedRoot,
  Placement,
  Proposal,
  Seen,
  SeenRoot,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import { isNotFound } from '@greenroom/controller-runtime';
import { AdoptedObject } from '../declarations/DeclarationStore';
import {
  asDeclared,
  FoundAsset,
  FoundPlace,
  isForeign,
  toObserved,
} from '../observed';
import { TargetRegistry } from '../targets';
import { ClusterScope } from './ClusterScope';

type ObservingTarget = Target & { observed: ObservedRoot };

/** The object that an adoption is about. */
export interface Adoptable {
  /** What it would be. */
  kind: Kind;
  object: AdoptedObject;
}

/**
 * What others made on one cluster that would be assets, from what is watched
 * anyway: on every replica, with no call of the cluster and no row of the database.
 */
export class ObservedAssets {
  readonly #scope: ClusterScope;
  readonly #registry: TargetRegistry;
  readonly #targets: readonly ObservingTarget[];
  readonly #onChange: () => void;
  /** UIDs of what is followed, so that a change of its pods is noticed too. */
  readonly #followed = new Set<string>();

  constructor(options: {
    scope: ClusterScope;
    targets: TargetRegistry;
    /** Something about what others made has changed. */
    onChange(): void;
  }) {
    this.#scope = options.scope;
    this.#onChange = options.onChange;
    this.#registry = options.targets;
    this.#targets = options.targets
      .all()
      .filter(
        (target): target is ObservingTarget => target.observed !== undefined,
      );
  }

  /** An object came, changed or went. */
  seen(object: Seen, gone: boolean): void {
    const target = this.#targets.find(
      ({ observed }) => observed.root.kind === object.kind,
    );
    if (!target) return;
    const { uid } = object.metadata;
    const foreign = isForeign(object.metadata);
    if (foreign && !gone) {
      this.#followed.add(uid);
      this.#scope.observer.track(uid, this.#about(target, object).interests);
    } else if (this.#followed.delete(uid)) {
      this.#scope.observer.untrack(uid);
    } else {
      return;
    }
    this.#onChange();
  }

  /** Those of the ids that are declarations'; takes note of the others. */
  declared(ids: ReadonlySet<string>): ReadonlySet<string> {
    if (!this.#followed.size) return ids;
    const own = new Set([...ids].filter(id => !this.#followed.has(id)));
    if (own.size < ids.size) this.#onChange();
    return own;
  }

  /** At most `limit` of those that are wanted. Only of these the status is computed. */
  list(
    wanted: (place: FoundPlace) => boolean,
    limit: number,
  ): { items: FoundAsset[]; more: boolean } {
    const found = this.#targets.flatMap(target =>
      this.#roots(target)
        .filter(root => wanted(this.#place(target, root)))
        .map(root => ({ target, root })),
    );
    return {
      items: found
        .slice(0, limit)
        .map(({ target, root }) => this.#show(target, root)),
      more: found.length > limit,
    };
  }

  /** Why what others made may not all be seen; undefined when it is. */
  unseen(): ObservedAssetList['unseen'][number] | undefined {
    const { discovery, lastError, name, observer } = this.#scope;
    if (!discovery.refreshed) {
      const reason = lastError()?.message ?? 'It has not been reached yet';
      return { cluster: name, reason };
    }
    for (const { observed } of this.#targets) {
      const { apiVersion, kind } = observed.root;
      const collection = observer.collection(observed.root);
      if (collection && !collection.synced) {
        const { error } = collection.health;
        const reason = error ?? `Its ${kind} (${apiVersion}) are not seen yet`;
        return { cluster: name, reason };
      }
    }
    return undefined;
  }

  /**
   * @throws ConflictError when it cannot be adopted, or would be realised
   * otherwise on this cluster
   */
  adoptable(id: string): Adoptable | undefined {
    const found = this.#find(id);
    if (!found) return undefined;
    const { target, root } = found;
    const { adoption } = this.#show(target, root);
    if (!adoption.possible) throw new ConflictError(adoption.why);
    const chosen = this.#registry.choose(target.kind, this.#scope.capabilities);
    if (chosen.target?.id !== target.id) {
      throw new ConflictError(
        `A ${target.kind} is realised as ${
          chosen.target?.id ?? 'nothing'
        } on this cluster, not as ${target.id}`,
      );
    }
    const { apiVersion, kind } = target.observed.root;
    const { name, namespace = '', uid } = root.metadata;
    return {
      kind: target.kind,
      object: { apiVersion, kind, namespace, name, uid },
    };
  }

  /**
   * How it would be declared: reads the whole object now.
   * @throws InputError when it cannot be, NotFoundError, ServiceUnavailableError
   */
  async propose(id: string, standards: Standards): Promise<Proposal> {
    const adoptable = this.adoptable(id);
    const found = this.#find(id);
    if (!adoptable || !found?.target.observed.propose) throw missing(id);
    const { client, discovery } = this.#scope;
    const { object } = adoptable;
    const { apiVersion, kind } = object;
    const resource = discovery.resource(apiVersion, kind);
    if (!resource) {
      throw new ServiceUnavailableError(
        `The cluster does not serve ${kind} (${apiVersion}) now`,
      );
    }
    try {
      const live = await client.get(resource, object);
      if (live.metadata.uid !== id) throw missing(id);
      return found.target.observed.propose(
        { ...live, apiVersion, kind },
        standards,
      );
    } catch (error) {
      throw isNotFound(error) ? missing(id) : error;
    }
  }

  #find(id: string): { target: ObservingTarget; root: SeenRoot } | undefined {
    for (const target of this.#targets) {
      const root = this.#roots(target).find(
        ({ metadata }) => metadata.uid === id,
      );
      if (root) return { target, root };
    }
    return undefined;
  }

  #roots({ observed }: ObservingTarget): SeenRoot[] {
    const collection = this.#scope.observer.collection(observed.root);
    // A collection holds what its kind's `project` made.
    const roots = [...(collection?.list() ?? [])] as SeenRoot[];
    return roots.filter(({ metadata }) => isForeign(metadata));
  }

  #place({ kind }: Target, { metadata }: SeenRoot): FoundPlace {
    const { uid: id, namespace = '' } = metadata;
    return { id, kind, cluster: this.#scope.name, namespace };
  }

  #show(target: ObservingTarget, root: SeenRoot): FoundAsset {
    const { observer, accelerators, nodesWith, profiles, simulated } =
      this.#scope;
    const { declaration, interests, placement } = this.#about(target, root);
    const status = target.status(
      declaration,
      observer.observations(interests),
      {
        ...placement,
        resolved: {},
        now: Date.now(),
        appliedRevision: declaration.revision,
        accelerators: accelerators(),
        nodesWith,
        profiles: profiles(placement.namespace),
        simulated: simulated(),
        staleSince: observer.staleSince(interests),
      },
    );
    return toObserved(declaration, target.observed, root, status);
  }

  #about(target: ObservingTarget, root: Seen) {
    const { name, capabilities } = this.#scope;
    const { namespace = '' } = root.metadata;
    const placement: Placement = {
      project: namespace,
      namespace,
      cluster: capabilities,
    };
    const declaration = asDeclared(target.kind, name, target.observed, root);
    const interests = target.interests(declaration, placement);
    return { declaration, interests, placement };
  }
}

function missing(id: string): NotFoundError {
  return new NotFoundError(
    `There is no observed object ${id} any more; look at the list again`,
  );
}
