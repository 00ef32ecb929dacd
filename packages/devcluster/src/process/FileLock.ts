import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, startMark } from './processes';

/** Who holds a lock. */
export interface LockOwner {
  pid: number;
  /** See `startMark`: tells the owner from a later process with the same id. */
  startMark?: string;
  nonce: string;
}

export interface AcquireOptions {
  /** Called once when the lock is found held by somebody who lives. */
  onWait?: (owner: LockOwner) => void;
  /** How long to wait for it, in milliseconds; 0 gives up at once. */
  timeout?: number;
  signal?: AbortSignal;
}

/** Somebody else holds the lock. */
export class LockHeldError extends Error {
  constructor(readonly file: string, readonly owner: LockOwner) {
    super(`${file} is held by process ${owner.pid}`);
    this.name = 'LockHeldError';
  }
}

/**
 * An exclusive lock between processes of one machine. The file names its
 * owner; a lock whose owner has died is taken over.
 */
export class FileLock {
  readonly #file: string;
  readonly #owner: LockOwner;

  private constructor(file: string, owner: LockOwner) {
    this.#file = file;
    this.#owner = owner;
  }

  static async acquire(
    file: string,
    options: AcquireOptions = {},
  ): Promise<FileLock> {
    const { onWait, timeout = Infinity, signal } = options;
    const owner: LockOwner = {
      pid: process.pid,
      startMark: startMark(process.pid),
      nonce: randomUUID(),
    };
    await mkdir(dirname(file), { recursive: true });
    const deadline = Date.now() + timeout;
    let announced = false;
    for (;;) {
      signal?.throwIfAborted();
      if (await FileLock.#tryCreate(file, owner)) {
        return new FileLock(file, owner);
      }
      const held = await FileLock.owner(file);
      if (held && !isOwnerAlive(held)) {
        await FileLock.#removeStale(file, held);
        continue;
      }
      if (held && Date.now() >= deadline) {
        throw new LockHeldError(file, held);
      }
      if (held && !announced) {
        announced = true;
        onWait?.(held);
      }
      await sleep(100, undefined, { signal });
    }
  }

  /** Who holds the lock, dead or alive; undefined when nobody does. */
  static async owner(file: string): Promise<LockOwner | undefined> {
    try {
      return JSON.parse(await readFile(file, 'utf8'));
    } catch {
      return undefined;
    }
  }

  async release(): Promise<void> {
    const held = await FileLock.owner(this.#file);
    if (held?.nonce === this.#owner.nonce) {
      await rm(this.#file, { force: true });
    }
  }

  /** A hard link appears with its content or not at all, so no reader ever sees a half-written owner. */
  static async #tryCreate(file: string, owner: LockOwner): Promise<boolean> {
    const draft = `${file}.${owner.nonce}`;
    try {
      await writeFile(draft, JSON.stringify(owner), { mode: 0o600 });
      await link(draft, file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
        return false;
      }
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** Two may find the same stale lock: what was moved aside is looked at, and put back if it was somebody's new one. */
  static async #removeStale(file: string, stale: LockOwner): Promise<void> {
    const aside = `${file}.stale-${randomUUID()}`;
    try {
      await rename(file, aside);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return;
      }
      throw error;
    }
    const moved = await FileLock.owner(aside);
    if (moved && moved.nonce !== stale.nonce) {
      await link(aside, file).catch(() => undefined);
    }
    await rm(aside, { force: true });
  }
}

/** Whether the process that wrote this lock still runs. */
export function isOwnerAlive(owner: LockOwner): boolean {
  return (
    isAlive(owner.pid) &&
    (owner.startMark === undefined || owner.startMark === startMark(owner.pid))
  );
}
