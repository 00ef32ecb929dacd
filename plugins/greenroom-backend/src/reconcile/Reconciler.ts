import { isDeepStrictEqual } from 'node:util';
import { toError } from '@backstage/errors';
import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import {
  DeclarationStore,
  StoredDeclaration,
} from '../declarations/DeclarationStore';
import { dueNotice, Notice, warningAt } from '../notices';
import { withUnclaimed } from '../status/unclaimed';
import { TargetRegistry } from '../targets';
import { ClusterScope } from './ClusterScope';
import { DeclarationApplier, Progress, Sight } from './DeclarationApplier';
import {
  clusterUnknown,
  EngineStatusContext,
  outdated,
  waitingForProject,
  withoutStatus,
  withoutTarget,
} from './engineStatus';
import { NotOfferedError, NotServedError, TryLaterError } from './errors';
import { failure } from './failure';
import { lookAtSecrets } from './lookAtSecrets';
import { nextRealisation } from './nextRealisation';
import { ObjectRemover } from './ObjectRemover';
import { Attempt, Change, Pauses } from './Pauses';
import { placementOf } from './placement';
import { presenceIn } from './presence';
import { projectProblem } from './projectProblem';
import { Realisation } from './records/realisations';
import { Loaded } from './records/reads';
import { Records } from './records/Records';
import { Write } from './records/writes';
import { newStatus } from './records/statuses';
import { Remover } from './Remover';
import { SECRETS } from './secretResource';
import { afterStatus, atLatest, Requeue, soon, sooner } from './requeue';

export interface ReconcilerOptions {
  cluster: ClusterScope;
  targets: TargetRegistry;
  store: Pick<DeclarationStore, 'list'>;
  records: Records;
  /** Tells browsers that a status changed, by its number. */
  announce(id: string, sequence: number): Promise<void>;
  /** Tells the owner of an asset what is news to them. Does not wait, and does not throw. */
  notify?(notice: Notice): void;
  /** Removes a declaration of which nothing is left. */
  purge(declaration: StoredDeclaration): Promise<void>;
  /** The objects of a Project changed: its members may go on. */
  nudgeMembers(project: string): Promise<void>;
}

/** Brings one cluster to what is declared for it. */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #applier: DeclarationApplier;
  readonly #remover: Remover;
  /** Revisions whose rendering was compared with the cluster by this process, and found to be there. */
  readonly #settled = new Map<string, number>();
  readonly #pauses = new Pauses();

  constructor(options: ReconcilerOptions) {
    this.#options = options;
    const { cluster, records } = options;
    const { discovery, projectRequests } = cluster;
    const remover = new ObjectRemover({
      records,
      projectRequests,
      resource: ({ apiVersion, kind }) => {
        const resource = discovery.resource(apiVersion, kind);
        // An API server that is down is not one without the kind.
        if (!resource && discovery.degraded.includes(apiVersion)) {
          throw new NotServedError(apiVersion, kind);
        }
        return resource;
      },
    });
    this.#applier = new DeclarationApplier({ cluster, records, remover });
    this.#remover = new Remover(options, remover, (loaded, status) =>
      this.#record(loaded, status),
    );
  }

  /** Somebody declared, operated or deleted it. */
  changed(id: string): void {
    this.#settled.delete(id);
    this.#pauses.declared(id);
    this.#options.records.changed(id);
  }

  /**
   * Something changed that is nobody's own, in one namespace or anywhere: what it
   * may heal is tried again when it is looked at next. Returns the ids of those.
   */
  changedAround(change: Change, namespace?: string): string[] {
    // What is rendered depends on what the cluster serves.
    if (change === 'served') this.#settled.clear();
    return this.#pauses.heal(change, namespace);
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
    const { records, cluster } = this.#options;
    this.#pauses.reads(id);
    const loaded = await records.load(id);
    if (!loaded || loaded.declaration.cluster !== cluster.name) {
      cluster.observer.untrack(id);
      this.#forget(id);
      return undefined;
    }
    const { deletion } = loaded.declaration;
    if (!deletion) return this.#realise(loaded, signal);
    this.#forget(id);
    return this.#remover.remove(loaded, deletion, signal);
  }

  async #realise(
    loaded: Loaded,
    signal: AbortSignal,
  ): Promise<Requeue | undefined> {
    const { cluster, targets } = this.#options;
    const { declaration, realisation } = loaded;
    if (!cluster.discovery.refreshed) return this.#showUnreached(loaded);
    const { kind } = declaration;
    const choice = targets.choose(
      kind,
      cluster.capabilities,
      realisation.target,
    );
    const target =
      choice.target ??
      (realisation.target && targets.get(kind, realisation.target));
    if (!target) {
      const missing =
        choice.missing ?? `Target '${realisation.target}' is gone`;
      await this.#record(loaded, withoutTarget(this.#context(loaded), missing));
      return undefined;
    }
    const problem = projectProblem(loaded, cluster.observer);
    if (problem) {
      await this.#record(
        loaded,
        waitingForProject(this.#context(loaded), problem),
      );
      // Its project nudges it when it is set up.
      return afterStatus('Pending');
    }
    const placement = await this.#look(loaded, target, signal);
    const { id } = declaration;
    const left = this.#pauses.left(id);
    if (left) return this.#showPaused(loaded, target, placement, left);
    const attempt = this.#pauses.begin(id, placement.namespace);
    const progress = choice.missing
      ? notOffered(choice.missing)
      : await this.#apply(loaded, target, placement, signal);
    return this.#conclude(loaded, target, placement, { attempt, progress });
  }

  /** What failed is not tried again yet; how the rest is may have changed. */
  async #showPaused(
    loaded: Loaded,
    target: Target,
    placement: Sight,
    left: number,
  ): Promise<Requeue> {
    const { realisation } = loaded;
    const { seen, mistake } = this.#seen(
      loaded,
      target,
      placement,
      realisation,
    );
    await this.#record(loaded, seen);
    if (mistake) throw mistake;
    return sooner({ requeueAfterMs: left }, afterStatus(seen.phase));
  }

  #forget(id: string): void {
    this.#settled.delete(id);
    this.#pauses.end(id);
  }

  /** Where it is to be; Secrets are not watched, so they are looked up each time. */
  async #look(
    loaded: Loaded,
    target: Target,
    signal: AbortSignal,
  ): Promise<Sight> {
    const { declaration } = loaded;
    const {
      capabilities,
      client: own,
      projectIdentities,
    } = this.#options.cluster;
    const placement = placementOf(declaration, capabilities);
    const names = target.secrets?.(declaration);
    if (!names) return placement;
    const { namespace } = placement;
    const client = projectIdentities
      .writer(own, loaded)
      .client({ apiVersion: SECRETS.apiVersion, namespace });
    const secrets = await lookAtSecrets(client, namespace, names, signal);
    return { ...placement, secrets };
  }

  async #apply(
    loaded: Loaded,
    target: Target,
    placement: Sight,
    signal: AbortSignal,
  ): Promise<Progress> {
    return this.#isSettled(loaded, placement)
      ? { applied: [], unfinished: false }
      : this.#applier.apply(loaded, target, placement, signal);
  }

  /** What was compared once need not be rendered again to see that nothing is missing. */
  #isSettled(
    { declaration, realisation, rows }: Loaded,
    { secrets }: Sight,
  ): boolean {
    const { cluster } = this.#options;
    const presence = presenceIn(cluster.observer, secrets);
    return (
      cluster.identity.state().state === 'Ours' &&
      this.#settled.get(declaration.id) === declaration.revision &&
      realisation.appliedRevision === declaration.revision &&
      !realisation.failure &&
      !realisation.heldUpdate &&
      rows.every(row => ['present', 'unknown'].includes(presence(row)))
    );
  }

  /** Stores what was done and what is seen, and says when to look again. */
  async #conclude(
    loaded: Loaded,
    target: Target,
    placement: Sight,
    { attempt, progress }: { attempt: Attempt; progress: Progress },
  ): Promise<Requeue | undefined> {
    const { declaration } = loaded;
    const failed =
      progress.error === undefined
        ? undefined
        : failure(loaded, progress.error);
    const realisation = nextRealisation(loaded, target, progress, failed);
    const { seen, mistake } = this.#seen(
      loaded,
      target,
      placement,
      realisation,
    );
    const { applied, withheld } = progress;
    const status = withheld ? withheld(seen) : seen;
    await this.#record(loaded, status, { applied, realisation });
    if (failed) {
      const pauseMs = this.#pauses.failed(declaration.id, attempt, failed);
      const { transient } = failed;
      if (transient) throw new TryLaterError(transient, pauseMs);
      return { requeueAfterMs: pauseMs };
    }
    this.#pauses.end(declaration.id);
    // Whoever decides about it has it looked at again.
    if (withheld) return afterStatus(status.phase);
    if (progress.unfinished) return soon;
    // What failed may miss what is not watched, such as a Secret.
    if (!progress.heldUpdate && status.phase !== 'Failed') {
      this.#settled.set(declaration.id, declaration.revision);
    }
    if (declaration.kind === 'Project' && applied.length) {
      await this.#options.nudgeMembers(declaration.project);
    }
    if (mistake) throw mistake;
    const { idle, phase } = status;
    return atLatest(afterStatus(phase), idle && warningAt(idle));
  }

  /** A target with a mistake in it must not keep what was done from being recorded, nor people from knowing. */
  #seen(
    loaded: Loaded,
    target: Target,
    placement: Sight,
    realisation: Realisation,
  ): { seen: Status; mistake?: Error } {
    try {
      return { seen: this.#status(loaded, target, placement, realisation) };
    } catch (error) {
      const mistake = toError(error);
      const { appliedRevision } = realisation;
      const context = { ...this.#context(loaded), appliedRevision };
      return { seen: withoutStatus(context, target.id, mistake), mistake };
    }
  }

  #status(
    { declaration }: Loaded,
    target: Target,
    placement: Sight,
    { appliedRevision, failure: failed, heldUpdate }: Realisation,
  ): Status {
    const { cluster } = this.#options;
    const interests = target.interests(declaration, placement);
    return target.status(
      declaration,
      cluster.observer.observations(interests),
      {
        ...placement,
        resolved: declaration.resolved,
        now: Date.now(),
        appliedRevision,
        failure: failed,
        pendingUpdate: heldUpdate?.shown,
        runState: declaration.runState,
        accelerators: cluster.accelerators(),
        nodesWith: cluster.nodesWith,
        profiles: cluster.profiles(placement.namespace),
        simulated: cluster.simulated(),
        staleSince: cluster.observer.staleSince(interests),
      },
    );
  }

  /** The cluster has not answered since the start: what was known is shown as old. */
  async #showUnreached(loaded: Loaded): Promise<undefined> {
    const { cluster } = this.#options;
    const { shown, declaration } = loaded;
    await this.#record(
      loaded,
      shown
        ? outdated(shown, declaration.revision)
        : clusterUnknown(this.#context(loaded), {
            reason: 'ClusterUnreachable',
            message: cluster.lastError()?.message ?? 'no answer yet',
          }),
    );
  }

  /** Stores what says something new, at once, and tells browsers of a new status, and owners of news. */
  async #record(
    loaded: Loaded,
    status: Status,
    { applied, realisation }: Pick<Write, 'applied' | 'realisation'> = {},
  ): Promise<void> {
    const { announce, notify, records } = this.#options;
    const { declaration, shown, realisation: before, notified } = loaded;
    const after = newStatus(shown, withUnclaimed(status, declaration));
    const due = dueNotice(
      {
        declaration,
        before: shown,
        after: after ?? shown ?? status,
        now: new Date(),
      },
      notified,
    );
    const sequence = await records.record(loaded, {
      applied,
      realisation: isDeepStrictEqual(realisation, before)
        ? undefined
        : realisation,
      status: after,
      notified: due?.notified,
    });
    if (sequence !== undefined) await announce(declaration.id, sequence);
    if (due) notify?.(due.notice);
  }

  #context({ declaration, realisation }: Loaded): EngineStatusContext {
    return {
      declaration,
      appliedRevision: realisation.appliedRevision,
      now: Date.now(),
      staleSince: this.#options.cluster.observer.staleSince([]),
    };
  }
}

function notOffered(missing: string): Progress {
  return {
    applied: [],
    unfinished: false,
    error: new NotOfferedError(missing),
  };
}
