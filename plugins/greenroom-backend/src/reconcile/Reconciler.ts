import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import {
  ApplyFailure,
  describeObject,
  Interest,
  ManifestSet,
  Placement,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  DeclarationStore,
  StoredDeclaration,
} from '../declarations/DeclarationStore';
import { TargetRegistry } from '../targets';
import { classifyError } from './classifyError';
import { ClusterScope } from './ClusterScope';
import { DatabaseInventory } from './DatabaseInventory';
import { DatabaseRealisations, Realisation } from './DatabaseRealisations';
import {
  clusterUnknown,
  EngineStatusContext,
  outdated,
  waitingForProject,
  withoutTarget,
} from './engineStatus';
import {
  NotOfferedError,
  NotServedError,
  ObjectError,
  TryLaterError,
} from './errors';
import { ObjectApplier } from './ObjectApplier';
import { ObjectRemover } from './ObjectRemover';
import { placementOf } from './placement';
import { plan } from './plan';
import { presenceIn } from './presence';
import { projectProblem } from './projectNamespace';
import { Remover } from './Remover';
import { afterFailure, afterStatus, Requeue, soon } from './requeue';
import { sendOperation } from './sendOperation';

export interface ReconcilerOptions {
  cluster: ClusterScope;
  targets: TargetRegistry;
  store: DeclarationStore;
  inventory: DatabaseInventory;
  realisations: DatabaseRealisations;
  /** Stores a status and tells browsers, when it says something new. */
  show(id: string, status: Status): Promise<void>;
  /** The last status that was shown. */
  shown(id: string): Promise<Status | undefined>;
  /** Removes a declaration of which nothing is left. */
  purge(declaration: StoredDeclaration): Promise<void>;
  /** The objects of a Project changed: its members may go on. */
  nudgeMembers(project: string): Promise<void>;
}

interface Outcome {
  failure?: ApplyFailure;
  /** What to tell the queue when the failure is one that time may heal. */
  tryLater?: TryLaterError;
  /** Something pruned has not gone yet. */
  unfinished: boolean;
}

/** Brings one cluster to what is declared for it. */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #applier: ObjectApplier;
  readonly #objects: ObjectRemover;
  readonly #remover: Remover;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
    const { client, discovery } = options.cluster;
    const { inventory } = options;
    this.#applier = new ObjectApplier({
      client,
      inventory,
      resource: ({ apiVersion, kind }) => {
        const resource = discovery.resource(apiVersion, kind);
        if (!resource) throw new NotServedError(apiVersion, kind);
        return resource;
      },
    });
    this.#objects = new ObjectRemover({
      client,
      inventory,
      resource: ({ apiVersion, kind }) => {
        const resource = discovery.resource(apiVersion, kind);
        // An API server that is down is not one without the kind.
        if (!resource && discovery.degraded.includes(apiVersion)) {
          throw new NotServedError(apiVersion, kind);
        }
        return resource;
      },
    });
    this.#remover = new Remover(options, this.#objects);
  }

  /**
   * Brings the cluster to what is declared now. Safe to call at any time, any
   * number of times, after any crash.
   *
   * @throws TryLaterError when time may heal what failed, with its condition recorded
   */
  async reconcile(
    id: string,
    signal: AbortSignal,
  ): Promise<Requeue | undefined> {
    const { store, cluster } = this.#options;
    const declaration = await store.getById(id);
    if (!declaration || declaration.cluster !== cluster.name) {
      cluster.observer.untrack(id);
      return undefined;
    }
    return declaration.deletion
      ? this.#remover.remove(declaration, declaration.deletion, signal)
      : this.#realise(declaration, signal);
  }

  async #realise(
    declaration: StoredDeclaration,
    signal: AbortSignal,
  ): Promise<Requeue | undefined> {
    const { cluster, realisations, targets, show } = this.#options;
    const { id, kind } = declaration;
    const before = await realisations.get(id);
    if (!cluster.discovery.refreshed) {
      return this.#showUnreached(declaration, before);
    }
    const choice = targets.choose(kind, cluster.capabilities, before.target);
    const target =
      choice.target ?? (before.target && targets.get(kind, before.target));
    if (!target) {
      const missing = choice.missing ?? `Target '${before.target}' is gone`;
      await show(
        id,
        withoutTarget(this.#context(declaration, before), missing),
      );
      return undefined;
    }
    const problem = await this.#projectProblem(declaration);
    if (problem) {
      await show(
        id,
        waitingForProject(this.#context(declaration, before), problem),
      );
      // Its project nudges it when it is set up.
      return afterStatus('Pending');
    }
    const outcome = choice.missing
      ? notOffered(declaration, choice.missing, before)
      : await this.#apply(declaration, target, before, signal);
    const after = await this.#record(declaration, target, before, outcome);
    const status = this.#status(declaration, target, after);
    await show(id, status);
    if (outcome.tryLater) throw outcome.tryLater;
    if (outcome.failure) return afterFailure(outcome.failure.type);
    return outcome.unfinished ? soon : afterStatus(status.phase);
  }

  /** Applies what changed and prunes what is no longer rendered; a failure is an outcome. */
  async #apply(
    declaration: StoredDeclaration,
    target: Target,
    before: Realisation,
    signal: AbortSignal,
  ): Promise<Outcome> {
    try {
      if (before.target === undefined) {
        // Before the first object: a crash must not lead to another choice.
        await this.#options.realisations.save(declaration.id, {
          ...before,
          target: target.id,
        });
      }
      const placement = this.#placement(declaration);
      const rendered = target.render(declaration, {
        ...placement,
        resolved: declaration.resolved,
      });
      this.#track(declaration, target, placement, rendered);
      const unfinished = await this.#carryOut(
        declaration,
        target,
        rendered,
        signal,
      );
      return { unfinished };
    } catch (error) {
      signal.throwIfAborted();
      return failed(declaration, error, before);
    }
  }

  async #carryOut(
    declaration: StoredDeclaration,
    target: Target,
    rendered: ManifestSet,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { cluster, inventory, nudgeMembers } = this.#options;
    const { steps, prune } = plan(
      rendered,
      await inventory.of(declaration.id),
      presenceIn(cluster.observer),
    );
    for (const step of steps) {
      try {
        await this.#applier.apply(step, {
          declaration,
          signal,
          complete: (manifest, uid) =>
            this.#completeCreation(declaration, target, manifest.object, uid),
        });
      } catch (error) {
        throw new ObjectError(describeObject(step.manifest.object), error);
      }
    }
    let unfinished = false;
    for (const row of prune) {
      unfinished = !!(await this.#objects.remove(row, signal)) || unfinished;
    }
    if (
      declaration.kind === 'Project' &&
      steps.some(({ type }) => type !== 'skip')
    ) {
      await nudgeMembers(declaration.project);
    }
    return unfinished;
  }

  /** What was wanted to be stopped when it was made is stopped at once: run state is never part of an apply. */
  async #completeCreation(
    declaration: StoredDeclaration,
    target: Target,
    object: { apiVersion: string; kind: string; metadata: { name: string } },
    uid: string,
  ): Promise<void> {
    if (declaration.runState?.wanted !== 'stopped') return;
    const placement = this.#placement(declaration);
    const patches =
      target.operate?.('stop', declaration, placement, new Date()) ?? [];
    for (const patch of patches) {
      if (
        patch.apiVersion === object.apiVersion &&
        patch.kind === object.kind &&
        patch.name === object.metadata.name
      ) {
        await sendOperation(this.#options.cluster, placement, patch, uid);
      }
    }
  }

  /** From now on a change of these objects brings the declaration here again. */
  #track(
    declaration: StoredDeclaration,
    target: Target,
    placement: Placement,
    rendered: ManifestSet,
  ): void {
    const { observer } = this.#options.cluster;
    const own = rendered.map(({ object }): Interest => {
      const { apiVersion, kind, metadata } = object;
      observer.guard({ apiVersion, kind });
      const { namespace, name } = metadata;
      return { apiVersion, kind, namespace, by: { name } };
    });
    observer.track(declaration.id, [
      ...target.interests(declaration, placement),
      ...own,
    ]);
  }

  async #record(
    declaration: StoredDeclaration,
    target: Target,
    before: Realisation,
    { failure }: Outcome,
  ): Promise<Realisation> {
    const after: Realisation = {
      target: target.id,
      appliedRevision: failure ? before.appliedRevision : declaration.revision,
      failure,
    };
    if (JSON.stringify(after) !== JSON.stringify(before)) {
      await this.#options.realisations.save(declaration.id, after);
    }
    return after;
  }

  #status(
    declaration: StoredDeclaration,
    target: Target,
    { appliedRevision, failure }: Realisation,
  ): Status {
    const { cluster } = this.#options;
    const placement = this.#placement(declaration);
    const interests = target.interests(declaration, placement);
    return target.status(
      declaration,
      cluster.observer.observations(interests),
      {
        ...placement,
        resolved: declaration.resolved,
        now: Date.now(),
        appliedRevision,
        failure,
        runState: declaration.runState,
        accelerators: cluster.accelerators(),
        profiles: cluster.profiles,
        simulated: cluster.simulated(),
        staleSince: cluster.observer.staleSince(interests),
      },
    );
  }

  /** The cluster has not answered since the start: what was known is shown as old. */
  async #showUnreached(
    declaration: StoredDeclaration,
    before: Realisation,
  ): Promise<undefined> {
    const { cluster, show, shown } = this.#options;
    const last = await shown(declaration.id);
    await show(
      declaration.id,
      last
        ? outdated(last, declaration.revision)
        : clusterUnknown(this.#context(declaration, before), {
            reason: 'ClusterUnreachable',
            message: cluster.lastError()?.message ?? 'no answer yet',
          }),
    );
  }

  #projectProblem(declaration: StoredDeclaration) {
    const { store, inventory, cluster } = this.#options;
    return declaration.kind === 'Project'
      ? undefined
      : projectProblem(declaration, {
          store,
          inventory,
          observer: cluster.observer,
        });
  }

  #context(
    declaration: StoredDeclaration,
    { appliedRevision }: Realisation,
  ): EngineStatusContext {
    const staleSince = this.#options.cluster.observer.staleSince([]);
    return { declaration, appliedRevision, now: Date.now(), staleSince };
  }

  #placement(declaration: StoredDeclaration): Placement {
    return placementOf(declaration, this.#options.cluster.capabilities);
  }
}

function notOffered(
  declaration: StoredDeclaration,
  missing: string,
  before: Realisation,
): Outcome {
  return failed(declaration, new NotOfferedError(missing), before);
}

function failed(
  { kind, project, name }: StoredDeclaration,
  error: unknown,
  before: Realisation,
): Outcome {
  const cause = error instanceof ObjectError ? error.cause : error;
  const { type, message, transient } = classifyError(cause);
  const object =
    error instanceof ObjectError ? error.object : `${kind} ${project}/${name}`;
  const { failure: last } = before;
  const since =
    last?.object === object && last.type === type
      ? last.since
      : new Date().toISOString();
  return {
    unfinished: true,
    failure: { object, type, message, since },
    tryLater:
      transient && cause instanceof Error
        ? new TryLaterError(cause)
        : undefined,
  };
}
