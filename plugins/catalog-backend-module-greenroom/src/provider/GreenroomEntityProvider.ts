import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import {
  Declaration,
  DeclarationChange,
  DECLARATIONS_TOPIC,
} from '@greenroom/backstage-plugin-greenroom-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { EntityMapper } from '../mapping';
import { DeclarationFeed } from './DeclarationFeed';
import { withOrigin } from './withOrigin';

/** Fixed, since entities belong to whoever first emitted them with a key. */
const LOCATION_KEY = 'greenroom';

const DEBOUNCE_MS = 200;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

export interface GreenroomEntityProviderOptions {
  feed: DeclarationFeed;
  entitiesOf: EntityMapper;
  events: EventsService;
  scheduler: SchedulerService;
  logger: LoggerService;
  /** Aborts at shutdown. */
  signal: AbortSignal;
}

/**
 * Emits the entities of declarations made through the API: everything at start
 * and hourly, changes when an event tells of them or after half a minute.
 * What cannot be read changes nothing in the catalog.
 */
export class GreenroomEntityProvider implements EntityProvider {
  readonly #options: GreenroomEntityProviderOptions;
  #connection?: EntityProviderConnection;
  /** Sequence up to which the catalog was told; undefined before the first full mutation. */
  #sequence?: number;
  /** Entity refs emitted per asset ref. */
  #emitted = new Map<string, string[]>();
  #work: Promise<void> = Promise.resolve();
  #nudge?: NodeJS.Timeout;

  constructor(options: GreenroomEntityProviderOptions) {
    this.#options = options;
  }

  getProviderName(): string {
    return LOCATION_KEY;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { events, scheduler, signal } = this.#options;
    this.#connection = connection;

    await events.subscribe({
      id: 'greenroom-entity-provider',
      topics: [DECLARATIONS_TOPIC],
      onEvent: async () => this.#updateSoon(),
    });
    await scheduler.scheduleTask({
      id: 'greenroom-entities-full',
      frequency: { hours: 1 },
      initialDelay: { hours: 1 },
      timeout: { minutes: 10 },
      fn: () => this.refresh(),
    });
    // Per replica, because each keeps its own place in the feed, and events reach only one of them.
    await scheduler.scheduleTask({
      id: 'greenroom-entities-changes',
      frequency: { seconds: 30 },
      initialDelay: { seconds: 30 },
      timeout: { minutes: 5 },
      scope: 'local',
      fn: () => this.update(),
    });

    signal.addEventListener('abort', () => clearTimeout(this.#nudge));
    // Not awaited: the API may start after the catalog, in the same process.
    void this.#start();
  }

  /** Tells the catalog everything. Resolves in any case; a failed read is logged and changes nothing. */
  refresh(): Promise<void> {
    return this.#enqueue(() => this.#applyAll());
  }

  /** Tells the catalog what changed since the last time. Resolves in any case. */
  update(): Promise<void> {
    return this.#enqueue(() => this.#applyChanges());
  }

  async #start(): Promise<void> {
    const { signal } = this.#options;
    let pause = FIRST_RETRY_MS;
    while (!signal.aborted) {
      await this.update();
      if (this.#sequence !== undefined) return;
      await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
      pause = Math.min(pause * 2, LONGEST_RETRY_MS);
    }
  }

  #updateSoon(): void {
    if (this.#options.signal.aborted) return;
    this.#nudge ??= setTimeout(() => {
      this.#nudge = undefined;
      void this.update();
    }, DEBOUNCE_MS);
  }

  /** One at a time: a mutation that overtakes another would undo it. */
  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work).catch(error => {
      if (this.#options.signal.aborted) return;
      this.#options.logger.warn(
        'Declarations could not be read; the catalog keeps the entities it has',
        error,
      );
    });
    return this.#work;
  }

  async #applyAll(): Promise<void> {
    const { feed, signal } = this.#options;
    const { sequence, items } = await feed.readAll(0, signal);

    const latest = new Map(items.map(change => [change.ref, change]));
    const emitted = new Map<string, string[]>();
    const entities = [...latest].flatMap(([ref, change]) => {
      const deferred = this.#entities(change);
      if (!deferred.length) return [];
      emitted.set(ref, deferred.map(refOf));
      return deferred;
    });
    await this.#connection?.applyMutation({ type: 'full', entities });
    this.#emitted = emitted;
    this.#sequence = sequence;
  }

  async #applyChanges(): Promise<void> {
    if (this.#sequence === undefined) {
      await this.#applyAll();
      return;
    }
    const { feed, signal } = this.#options;
    const { sequence, items } = await feed.readAll(this.#sequence, signal);
    if (sequence < this.#sequence) {
      // The database was restored to an earlier state: what we know is of another history.
      await this.#applyAll();
      return;
    }

    const latest = new Map(items.map(change => [change.ref, change]));
    const emitted = new Map<string, string[]>();
    const added: DeferredEntity[] = [];
    const removed: { entityRef: string; locationKey: string }[] = [];
    for (const [ref, change] of latest) {
      const entities = this.#entities(change);
      const refs = entities.map(refOf);
      const gone = (this.#emitted.get(ref) ?? []).filter(
        entityRef => !refs.includes(entityRef),
      );
      added.push(...entities);
      removed.push(
        ...gone.map(entityRef => ({ entityRef, locationKey: LOCATION_KEY })),
      );
      emitted.set(ref, refs);
    }
    if (added.length || removed.length) {
      await this.#connection?.applyMutation({ type: 'delta', added, removed });
    }
    for (const [ref, refs] of emitted) {
      if (refs.length) this.#emitted.set(ref, refs);
      else this.#emitted.delete(ref);
    }
    this.#sequence = sequence;
  }

  /** None for what is removed, or declared in the catalog. */
  #entities(change: DeclarationChange): DeferredEntity[] {
    const declaration = declaredByApi(change);
    if (!declaration) return [];
    const { protocol, namespace } = change;
    return this.#options
      .entitiesOf(declaration, { protocol, namespace })
      .map(entity => ({
        entity: withOrigin(entity),
        locationKey: LOCATION_KEY,
      }));
  }
}

/** Declarations in the catalog are entities already. */
function declaredByApi({
  type,
  declaration,
}: DeclarationChange): Declaration | undefined {
  return type === 'upserted' && declaration?.source.type === 'api'
    ? declaration
    : undefined;
}

function refOf({ entity }: DeferredEntity): string {
  return stringifyEntityRef(entity);
}
