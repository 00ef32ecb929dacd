import { Deletion } from '@greenroom/backstage-plugin-greenroom-common';
import { Interest } from '@greenroom/backstage-plugin-greenroom-node';
import {
  DeclarationStore,
  StoredDeclaration,
} from '../declarations/DeclarationStore';
import { classifyError } from './classifyError';
import { deleting } from './engineStatus';
import { TryLaterError } from './errors';
import { describeRow, InventoryRow } from './InventoryRow';
import { ObjectRemover, Remaining } from './ObjectRemover';
import type { ReconcilerOptions } from './Reconciler';
import { afterFailure, Requeue, soon } from './requeue';

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

  constructor(options: ReconcilerOptions, objects: ObjectRemover) {
    this.#options = options;
    this.#objects = objects;
  }

  /** @throws TryLaterError as {@link Reconciler.reconcile} */
  async remove(
    declaration: StoredDeclaration,
    { deleteData }: Deletion,
    signal: AbortSignal,
  ): Promise<Requeue | undefined> {
    const { cluster, inventory, purge, shown, store } = this.#options;
    const rows = await inventory.of(declaration.id);
    cluster.observer.track(declaration.id, rows.map(interestIn));
    const isKept = (row: InventoryRow) =>
      row.onDelete === 'retain' && !deleteData;
    const retained = rows.filter(isKept);
    const kept = retained.filter(({ uid }) => uid).map(describeRow);
    const doomed = rows.filter(row => !isKept(row)).reverse();

    const member = await firstMember(store, declaration);
    if (member) {
      const problem = `${member} is still in it; delete what is in the project first.`;
      await this.#show(declaration, { kept, problem });
      return soon;
    }
    if (rows.length && !cluster.discovery.refreshed) {
      const why = cluster.lastError()?.message ?? 'no answer yet';
      const problem = `cluster '${cluster.name}' cannot be reached: ${why}`;
      await this.#show(declaration, { kept, problem });
      return soon;
    }
    if ((await shown(declaration.id))?.phase !== 'Deleting') {
      await this.#show(declaration, { kept });
    }
    return (
      (await this.#removeObjects(
        declaration,
        { doomed, retained, kept },
        signal,
      )) ??
      purge(declaration).then(() => {
        cluster.observer.untrack(declaration.id);
        return undefined;
      })
    );
  }

  /** One after the other: what comes later in apply order may need what comes before it in order to end. */
  async #removeObjects(
    declaration: StoredDeclaration,
    rows: Rows,
    signal: AbortSignal,
  ): Promise<Requeue | undefined> {
    const { doomed, retained, kept } = rows;
    for (const row of [...doomed, ...retained]) {
      let remaining: Remaining | undefined;
      try {
        if (retained.includes(row)) {
          await this.#objects.release(row, declaration.owner, signal);
        } else remaining = await this.#objects.remove(row, signal);
      } catch (error) {
        signal.throwIfAborted();
        const { type, message, transient } = classifyError(error);
        const problem = `${describeRow(row)}: ${message}`;
        await this.#show(declaration, { kept, problem });
        if (transient && error instanceof Error) throw new TryLaterError(error);
        return afterFailure(type);
      }
      if (remaining) {
        await this.#show(declaration, { kept, remaining });
        return soon;
      }
    }
    return undefined;
  }

  async #show(
    declaration: StoredDeclaration,
    seen: Parameters<typeof deleting>[1],
  ): Promise<void> {
    const { cluster, realisations, show } = this.#options;
    const { appliedRevision } = await realisations.get(declaration.id);
    const staleSince = cluster.observer.staleSince([]);
    await show(
      declaration.id,
      deleting(
        { declaration, appliedRevision, now: Date.now(), staleSince },
        seen,
      ),
    );
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
  store: DeclarationStore,
  { id, kind, project }: StoredDeclaration,
): Promise<string | undefined> {
  if (kind !== 'Project') return undefined;
  const { items } = await store.list({ project, limit: 2 });
  const member = items.find(item => item.id !== id);
  return member && `${member.kind} '${member.name}'`;
}
