import { setTimeout as delay } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, toError } from '@backstage/errors';
import { ClusterIdentity as Identity } from '@greenroom/backstage-plugin-greenroom-common';
import { Seen } from '@greenroom/backstage-plugin-greenroom-node';
import {
  isAlreadyExists,
  isConflict,
  isForbidden,
  isNotFound,
  isUnauthorized,
  KubeClient,
} from '@greenroom/controller-runtime';
import { Fence } from '../database/fence';
import { ClusterLease, ReadClaim } from './ClusterLease';
import {
  decideIdentity,
  isNewer,
  KnownCluster,
  UNNAMED,
} from './decideIdentity';
import { KnownClusters } from './KnownClusters';
import { NAMESPACES } from './namespaceResource';
import { unknownObjects } from './unknownObjects';

/** Of all namespaces this one is never made anew. */
const KUBE_SYSTEM = { name: 'kube-system' };

/** How often to look while all is well, and how often the newest change is recorded on the cluster. */
const EVERY_MS = 60_000;
/** How often to look while nothing may be written: people wait for that to end. */
const RETRY_MS = 5_000;
/** Looks in a row when others write at the same time. */
const ATTEMPTS = 3;

export interface ClusterIdentityOptions {
  /** Name in app-config. */
  cluster: string;
  /** Our id in app-config. */
  installation?: string;
  /** Reads, and writes what a person asks for. */
  client: KubeClient;
  /** Writes as the holder of the cluster's database lease. */
  writer: KubeClient;
  known: KnownClusters;
  /** The newest change of this database. */
  lastSequence(): Promise<number>;
  /** What to show at each write as the one who reconciles the cluster; undefined: another replica does. */
  leading(): Fence | undefined;
  /** What the watches hold. */
  objects?(): Iterable<Seen>;
  /** Ids of all declarations on this cluster. */
  declarations?(): Promise<readonly string[]>;
  /** The state is another one than before. */
  onChange?(identity: Identity): void;
  logger: LoggerService;
  /** Another place than the usual one, for tests. */
  lease?: ClusterLease;
  everyMs?: number;
  retryMs?: number;
}

/** What was read of the cluster and of the database. */
interface Facts {
  uid: string;
  claim?: ReadClaim;
  known?: KnownCluster;
}

/**
 * Whose one cluster is, as far as this replica knows. The Lease on the cluster
 * says who may write; the one who reconciles it claims what is unclaimed and
 * keeps the Lease up to date.
 */
export class ClusterIdentity {
  readonly #options: ClusterIdentityOptions;
  readonly #lease: ClusterLease;
  #identity: Identity;
  /** Checks and takeovers, one after the other. */
  #last: Promise<unknown> = Promise.resolve();
  #heard = false;
  #recordedAt = -Infinity;

  constructor(options: ClusterIdentityOptions) {
    this.#options = options;
    this.#lease = options.lease ?? new ClusterLease();
    this.#identity = this.#unread();
  }

  /** What was found last. Nothing is written to the cluster unless the state is `Ours`. */
  state(): Identity {
    return this.#identity;
  }

  /** Looks again and again until the signal aborts. */
  start(signal: AbortSignal): void {
    this.#follow(signal).catch(error => {
      if (!signal.aborted) this.#options.logger.error(toError(error).message);
    });
  }

  /**
   * Looks now, after what is under way. A cluster or database that does not
   * answer leaves the state as it is: what is known stays true.
   */
  check(signal?: AbortSignal): Promise<Identity> {
    return this.#inTurn(async () => {
      this.#show({
        ...(await this.#look(signal)),
        unknownObjects: await this.#unknownObjects(),
      });
      return this.#identity;
    });
  }

  /**
   * Makes the cluster this installation's, whosever it was; a person decided so.
   *
   * @throws ConflictError when this installation has no id, or somebody else wrote at the same moment; or what the cluster answered
   */
  async takeOver(signal?: AbortSignal): Promise<Identity> {
    await this.#inTurn(() => this.#takeOver(signal));
    return this.check(signal);
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { everyMs = EVERY_MS, retryMs = RETRY_MS } = this.#options;
    while (!signal.aborted) {
      const { state } = await this.check(signal);
      const pauseMs = state === 'Ours' ? everyMs : Math.min(everyMs, retryMs);
      await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  async #look(signal: AbortSignal | undefined): Promise<Identity> {
    const { cluster, logger } = this.#options;
    try {
      const found = await this.#lookAndKeepUp(signal);
      this.#heard = true;
      return found;
    } catch (error) {
      const refused = refusal(error);
      if (refused) {
        this.#heard = true;
        return refused;
      }
      const { message } = toError(error);
      logger.debug(`Cluster '${cluster}': ${message}`);
      return this.#heard ? this.#identity : this.#unread(message);
    }
  }

  async #lookAndKeepUp(signal: AbortSignal | undefined): Promise<Identity> {
    const { cluster, installation } = this.#options;
    for (let attempt = 1; ; attempt++) {
      const facts = await this.#read(signal);
      const found = decideIdentity({ cluster, installation, ...facts });
      const last = attempt === ATTEMPTS;
      try {
        const wrote = await this.#keepUp(found, facts, signal);
        if (!wrote || last) return found;
      } catch (error) {
        if (!isLostRace(error) || last) throw error;
      }
    }
  }

  /** The cluster first: what is on record there was stored here before. */
  async #read(signal: AbortSignal | undefined): Promise<Facts> {
    const { client, cluster, known } = this.#options;
    const [{ metadata }, claim] = await Promise.all([
      client.get(NAMESPACES, KUBE_SYSTEM, { metadataOnly: true, signal }),
      this.#lease.read(client, signal),
    ]);
    return {
      uid: metadata.uid ?? '',
      claim,
      known: await known.get(cluster),
    };
  }

  /** Claims what nobody has, and records how far this database has come. Answers whether it wrote. */
  async #keepUp(
    { state }: Identity,
    { uid, claim, known }: Facts,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const { cluster, installation, lastSequence, leading, writer } =
      this.#options;
    const { everyMs = EVERY_MS } = this.#options;
    const fence = leading();
    const mayWrite = state === 'Unclaimed' || state === 'Ours';
    const due = !claim || performance.now() - this.#recordedAt >= everyMs;
    if (!fence || !installation || !mayWrite || !due) return false;
    const next = {
      installation,
      uid,
      epoch: known?.epoch ?? 1,
      sequence: Math.max(await lastSequence(), known?.sequence ?? 0),
    };
    const newer = !claim || isNewer(next, claim);
    if (newer) {
      await this.#options.known.remember(cluster, next, fence);
      await this.#lease.write(writer, next, claim, signal);
    }
    this.#recordedAt = performance.now();
    return newer;
  }

  async #takeOver(signal: AbortSignal | undefined): Promise<void> {
    const { client, cluster, installation, lastSequence } = this.#options;
    if (!installation) throw new ConflictError(UNNAMED);
    const { uid, claim, known } = await this.#read(signal);
    const epochs = [claim?.epoch ?? 0, known?.epoch ?? 0];
    const next = {
      installation,
      uid,
      epoch: Math.max(...epochs.filter(Number.isSafeInteger)) + 1,
      sequence: await lastSequence(),
    };
    await this.#options.known.remember(cluster, next);
    try {
      await this.#lease.write(client, next, claim, signal);
    } catch (error) {
      if (!isLostRace(error)) throw error;
      throw new ConflictError(
        `Somebody else wrote ${
          this.#lease
        } of cluster '${cluster}' at the same moment; look whose it is now, and try again`,
      );
    }
  }

  async #unknownObjects(): Promise<Identity['unknownObjects']> {
    const { cluster, declarations, logger, objects } = this.#options;
    if (!objects || !declarations) return undefined;
    try {
      // What is seen first was declared before.
      const seen = [...objects()];
      return unknownObjects(seen, new Set(await declarations()));
    } catch (error) {
      logger.debug(`Cluster '${cluster}': ${toError(error).message}`);
      return this.#identity.unknownObjects;
    }
  }

  #unread(why?: string): Identity {
    return {
      state: 'IdentityUnknown',
      message: `${this.#lease} has not been read yet${why ? `: ${why}` : ''}`,
    };
  }

  #show(identity: Identity): void {
    const { cluster, logger, onChange } = this.#options;
    const before = this.#identity;
    this.#identity = identity;
    const { state, message } = identity;
    // Why nothing is heard is told in other words each time.
    const news = state !== before.state || message !== before.message;
    if (!news || !this.#heard) return;
    logger.info(
      `Cluster '${cluster}': ${state}${message ? `: ${message}` : ''}`,
    );
    onChange?.(identity);
  }

  /** One after the other: each builds on what the one before has written. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }
}

/** Somebody wrote between our read and our write. */
function isLostRace(error: unknown): boolean {
  return isAlreadyExists(error) || isConflict(error);
}

/** What an administrator has to give; undefined when something else failed. */
function refusal(error: unknown): Identity | undefined {
  if (isForbidden(error) || isUnauthorized(error)) {
    return {
      state: 'IdentityUnknown',
      message: `Greenroom's account may not read or write whose the cluster is: ${error.message}. Give it the roles of accounts.yaml.`,
    };
  }
  return isNotFound(error)
    ? {
        state: 'IdentityUnknown',
        message: `There is no place for the record of whose the cluster is: ${error.message}. Create the namespace with the roles of accounts.yaml.`,
      }
    : undefined;
}
