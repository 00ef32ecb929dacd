import {
  describeObject,
  Interest,
  KubernetesObject,
  Manifest,
  ManifestDifference,
  ManifestSet,
  Placement,
  pods,
  SecretsSeen,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import { KubeClient } from '@greenroom/controller-runtime';
import { withRecord } from '../identity';
import { difference, HeldUpdate, isRunning } from '../updates';
import { ClusterScope } from './ClusterScope';
import { NotServedError, ObjectError } from './errors';
import { IntendedStep, ObjectApplier } from './ObjectApplier';
import { ObjectRemover } from './ObjectRemover';
import { plan, Plan, Step } from './plan';
import { presenceIn } from './presence';
import { AppliedRow } from './records/inventory';
import { Loaded } from './records/reads';
import { Records } from './records/Records';
import { Realisation } from './records/realisations';
import { SECRETS } from './secretResource';
import { sendOperation } from './sendOperation';
import { Tokens } from './Tokens';
import { UpdateGate } from './UpdateGate';
import { Withholding, withholding } from './withholding';

/** What was done of a declaration, also when not all of it could be. */
export interface Progress {
  /** Objects as they are after they were written. */
  applied: AppliedRow[];
  /** What waits, because it restarts what runs. */
  heldUpdate?: HeldUpdate;
  /** Why nothing was written at all. */
  withheld?: Withholding;
  /** Something pruned has not gone yet. */
  unfinished: boolean;
  /** What kept the rest from being done. */
  error?: unknown;
}

/** Where a declaration is realised, with the Secrets that its target asked for. */
export interface Sight extends Placement {
  secrets?: SecretsSeen;
}

/** Applies what changed of a declaration and prunes what is no longer rendered. */
export class DeclarationApplier {
  readonly #cluster: ClusterScope;
  readonly #records: Records;
  readonly #applier: ObjectApplier;
  readonly #remover: ObjectRemover;

  constructor(options: {
    cluster: ClusterScope;
    records: Records;
    remover: ObjectRemover;
  }) {
    this.#cluster = options.cluster;
    this.#records = options.records;
    this.#remover = options.remover;
    const { discovery, projectRequests } = options.cluster;
    this.#applier = new ObjectApplier({
      projectRequests,
      resource: ({ apiVersion, kind }) => {
        const resource = discovery.resource(apiVersion, kind);
        if (!resource) throw new NotServedError(apiVersion, kind);
        return resource;
      },
    });
  }

  /** A failure is part of the progress. */
  async apply(
    loaded: Loaded,
    target: Target,
    placement: Sight,
    signal: AbortSignal,
  ): Promise<Progress> {
    const progress: Progress = { applied: [], unfinished: false };
    try {
      const { declaration } = loaded;
      const context = { ...placement, resolved: declaration.resolved };
      const rendered = this.#cluster.projectIdentities.addTo(
        withRecord(target.render(declaration, context), declaration, target.id),
        declaration,
        placement.namespace,
      );
      this.#track(loaded, target, placement, rendered);
      progress.withheld = withholding(this.#cluster, declaration, [
        ...loaded.rows,
        ...rendered.map(placeOf),
      ]);
      if (progress.withheld) return progress;
      const planned = plan(
        rendered,
        loaded.rows,
        presenceIn(this.#cluster.observer, placement.secrets),
      );
      await this.#carryOut(planned, loaded, target, placement, {
        progress,
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      progress.error = error;
    }
    return progress;
  }

  async #carryOut(
    { steps, prune }: Plan,
    loaded: Loaded,
    target: Target,
    placement: Placement,
    { progress, signal }: { progress: Progress; signal: AbortSignal },
  ): Promise<void> {
    const running = this.#running(loaded, target, placement);
    const gate = new UpdateGate(loaded, target, running);
    const { projectIdentities } = this.#cluster;
    const writer = projectIdentities.writer(this.#cluster.writer, loaded);
    const withTokens = (work: (tokens: Tokens) => Promise<void>) =>
      writer.write(
        { apiVersion: SECRETS.apiVersion, namespace: placement.namespace },
        client => work(new Tokens(client)),
        signal,
      );
    await withTokens(tokens =>
      tokens.requireFree(loaded, target, placement, signal),
    );
    const allowed = await this.#held(steps, gate);
    const intended = await this.#intend(allowed, loaded, target);
    for (const step of intended) {
      const cause =
        step.row.appliedHash === step.hash ? 'drift' : gate.renderingCause;
      try {
        const apply = (client: KubeClient) =>
          this.#applier.apply(step, {
            client,
            declaration: loaded.declaration,
            records: this.#records,
            signal,
            allows: change => gate.allows([change], cause),
            complete: async object => {
              await this.#cluster.projectRequests.giveUpRights(object, signal);
              await this.#completeCreation(loaded, target, placement, {
                client,
                object,
              });
            },
          });
        const row = await writer.write(step.row, apply, signal);
        if (!row) continue;
        await projectIdentities.written(row.applied, placement.project);
        progress.applied.push(row);
      } catch (error) {
        throw error instanceof ObjectError
          ? error
          : new ObjectError(describeObject(step.manifest.object), error);
      } finally {
        progress.heldUpdate = gate.held();
      }
    }
    const { applied } = progress;
    // Secrets are not watched: it is looked for when it is about to be used.
    if (applied.length || running === false) {
      await withTokens(tokens =>
        tokens.ensure(loaded, target, placement, applied, signal),
      );
    }
    // What runs still uses what the waiting change would take away.
    if (progress.heldUpdate) return;
    for (const row of prune) {
      const remaining = await writer.write(
        row,
        client => this.#remover.remove(client, row, signal),
        signal,
      );
      progress.unfinished = !!remaining || progress.unfinished;
    }
  }

  /** Updates go together: when one has to wait, so do the others. */
  async #held(steps: readonly Step[], gate: UpdateGate): Promise<Step[]> {
    const differences: ManifestDifference[] = [];
    const asked: Step[] = [];
    for (const step of steps) {
      const { type, row, manifest } = step;
      const before =
        type === 'update' && row
          ? await this.#records.lastApplied(row)
          : undefined;
      if (before) {
        const { apiVersion, kind, metadata } = manifest.object;
        const changes = difference(before, manifest.object);
        differences.push({ apiVersion, kind, name: metadata.name, changes });
      }
      // What was applied last is not known: the server is asked what would change.
      const unknown = type === 'update' && !before;
      asked.push(unknown ? { ...step, type: 'correct' } : step);
    }
    return gate.allows(differences, gate.renderingCause)
      ? asked
      : asked.map(step =>
          step.type === 'update' ? { ...step, type: 'skip' } : step,
        );
  }

  /** Before the first object there is a row for each, and the target is fixed. */
  async #intend(
    steps: readonly Step[],
    loaded: Loaded,
    target: Target,
  ): Promise<IntendedStep[]> {
    const { realisation } = loaded;
    const missing = steps.filter(({ row }) => !row);
    const first: Realisation | undefined =
      realisation.target === undefined
        ? { ...realisation, target: target.id }
        : undefined;
    const rows =
      missing.length || first
        ? await this.#records.intend(loaded, missing, first)
        : [];
    return steps.map(step => ({
      ...step,
      row: step.row ?? rows[missing.indexOf(step)],
    }));
  }

  #running(
    { declaration }: Loaded,
    target: Target,
    placement: Placement,
  ): boolean | undefined {
    const seen = this.#cluster.observer.observations(
      target.interests(declaration, placement),
    );
    const live =
      this.#cluster.observer.collection(pods)?.health.state === 'live';
    return live && seen.known(pods)
      ? seen.all(pods).some(isRunning)
      : undefined;
  }

  /** What was wanted to be stopped when it was made is stopped at once: run state is never part of an apply. */
  async #completeCreation(
    { declaration }: Loaded,
    target: Target,
    placement: Placement,
    created: { client: KubeClient; object: KubernetesObject },
  ): Promise<void> {
    if (declaration.runState?.wanted !== 'stopped') return;
    const { client, object } = created;
    const patches =
      target.operate?.('stop', declaration, placement, new Date()) ?? [];
    for (const patch of patches) {
      if (
        patch.apiVersion === object.apiVersion &&
        patch.kind === object.kind &&
        patch.name === object.metadata.name
      ) {
        const { discovery } = this.#cluster;
        const { uid = '' } = object.metadata;
        await sendOperation({ client, discovery }, placement, patch, uid);
      }
    }
  }

  /** From now on a change of these objects brings the declaration here again. */
  #track(
    { declaration }: Loaded,
    target: Target,
    placement: Placement,
    rendered: ManifestSet,
  ): void {
    const { observer } = this.#cluster;
    const own = rendered.map((manifest): Interest => {
      const { name, ...place } = placeOf(manifest);
      observer.guard(place);
      return { ...place, by: { name } };
    });
    observer.track(declaration.id, [
      ...target.interests(declaration, placement),
      ...own,
    ]);
  }
}

function placeOf({ object: { apiVersion, kind, metadata } }: Manifest) {
  const { namespace, name } = metadata;
  return { apiVersion, kind, namespace, name };
}
