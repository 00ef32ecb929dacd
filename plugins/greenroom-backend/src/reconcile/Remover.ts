import { Deletion, Status } from '@greenroom/backstage-plugin-greenroom-common';
import { Interest } from '@greenroom/backstage-plugin-greenroom-node';
import { KubeClient } from '@greenroom/controller-runtime';
import {
  DeclarationStore,
  StoredDeclaration,
} from '../declarations/DeclarationStore';
import { classifyError } from './classifyError';
import { deleting } from './engineStatus';
import { NamespaceGoneError, TryLaterError } from './errors';
import { ObjectRemover, Remaining } from './ObjectRemover';
import { describeRow, InventoryRow } from './records/InventoryRow';
import { Loaded } from './records/reads';
import type { ReconcilerOptions } from './Reconciler';
import { afterFailure, Requeue, soon } from './requeue';
import { withholding } from './withholding';

interface Rows {
  /** In deletion order. */
  doomed: readonly InventoryRow[];
  retained: readonly InventoryRow[];
  /** What people are told of the retained ones. */
  kept: string[];
}

/** Takes a declaration off the cluster: its objects in reverse order, then itself. */
export class Remover {
  readonly #options: ReconcilerOptions;
  readonly #objects: ObjectRemover;
  readonly #record: (loaded: Loaded, status: Status) => Promise<void>;

  constructor(
    options: ReconcilerOptions,
    objects: ObjectRemover,
    record: (loaded: Loaded, status: Status) => Promise<void>,
  ) {
    this.#options = options;
    this.#objects = objects;
    this.#record = record;
  }

  /** @throws TryLaterError as {@link Reconciler.reconcile} */
  async remove(
    loaded: Loaded,
    { deleteData }: Deletion,
    signal: AbortSignal,
  ): Promise<Requeue | undefined> {
    const { cluster, purge, store } = this.#options;
    const { declaration, rows, shown } = loaded;
    cluster.observer.track(declaration.id, rows.map(interestIn));
    const isKept = (row: InventoryRow) =>
      row.onDelete === 'retain' && !deleteData;
    const retained = rows.filter(isKept);
    const kept = retained.filter(({ uid }) => uid).map(describeRow);
    // What gives the right to delete the others goes after them.
    const others = (row: InventoryRow) =>
      cluster.projectIdentities.writes(row) ? 0 : 1;
    const doomed = rows
      .filter(row => !isKept(row))
      .reverse()
      .sort((a, b) => others(a) - others(b));

    const member = await firstMember(store, declaration);
    if (member) {
      const problem = `${member} is still in it; delete what is in the project first.`;
      await this.#show(loaded, { kept, problem });
      return soon;
    }
    if (rows.length && !cluster.discovery.refreshed) {
      const why = cluster.lastError()?.message ?? 'no answer yet';
      const problem = `cluster '${cluster.name}' cannot be reached: ${why}`;
      await this.#show(loaded, { kept, problem });
      return soon;
    }
    const withheld = rows.length > 0 && withholding(cluster, declaration, rows);
    if (withheld) {
      const { explanation: _, ...status } = this.#status(loaded, { kept });
      await this.#record(loaded, withheld(status));
      return soon;
    }
    if (shown?.phase !== 'Deleting') {
      await this.#show(loaded, { kept });
    }
    return (
      (await this.#removeObjects(loaded, { doomed, retained, kept }, signal)) ??
      purge(declaration).then(() => {
        cluster.observer.untrack(declaration.id);
        return undefined;
      })
    );
  }

  /** One after the other: what comes later in apply order may need what comes before it in order to end. */
  async #removeObjects(
    loaded: Loaded,
    rows: Rows,
    signal: AbortSignal,
  ): Promise<Requeue | undefined> {
    const { doomed, retained, kept } = rows;
    for (const row of [...doomed, ...retained]) {
      let remaining: Remaining | undefined;
      try {
        remaining = await this.#removeObject(loaded, row, {
          retain: retained.includes(row),
          signal,
        });
      } catch (error) {
        signal.throwIfAborted();
        const { type, message, transient } = classifyError(error);
        const problem = `${describeRow(row)}: ${message}`;
        await this.#show(loaded, { kept, problem });
        if (transient && error instanceof Error) throw new TryLaterError(error);
        return afterFailure(type);
      }
      if (remaining) {
        await this.#show(loaded, { kept, remaining });
        return soon;
      }
    }
    return undefined;
  }

  async #removeObject(
    loaded: Loaded,
    row: InventoryRow,
    { retain, signal }: { retain: boolean; signal: AbortSignal },
  ): Promise<Remaining | undefined> {
    const { projectIdentities, writer } = this.#options.cluster;
    const { owner, project } = loaded.declaration;
    const release = (client: KubeClient) =>
      this.#objects.release(client, row, owner, signal);
    const remove = (client: KubeClient) =>
      this.#objects.remove(client, row, signal);
    try {
      await projectIdentities.removing(row, project);
      return await projectIdentities
        .writer(writer, loaded)
        .write<Remaining | undefined>(row, retain ? release : remove, signal);
    } catch (error) {
      if (!(error instanceof NamespaceGoneError)) throw error;
      if (error.state === 'going') throw error;
      await this.#objects.gone(row);
      return undefined;
    }
  }

  #show(loaded: Loaded, seen: Parameters<typeof deleting>[1]): Promise<void> {
    return this.#record(loaded, this.#status(loaded, seen));
  }

  #status(
    { declaration, realisation }: Loaded,
    seen: Parameters<typeof deleting>[1],
  ): Status {
    const context = {
      declaration,
      appliedRevision: realisation.appliedRevision,
      now: Date.now(),
      staleSince: this.#options.cluster.observer.staleSince([]),
    };
    return deleting(context, seen);
  }
}

function interestIn({
  apiVersion,
  kind,
  namespace,
  name,
}: InventoryRow): Interest {
  return { apiVersion, kind, namespace, by: { name } };
}

/** Something that is still in a project; a project goes last. */
async function firstMember(
  store: Pick<DeclarationStore, 'list'>,
  { id, kind, project }: StoredDeclaration,
): Promise<string | undefined> {
  if (kind !== 'Project') return undefined;
  const { items } = await store.list({ project, limit: 2 });
  const member = items.find(item => item.id !== id);
  return member && `${member.kind} '${member.name}'`;
}
