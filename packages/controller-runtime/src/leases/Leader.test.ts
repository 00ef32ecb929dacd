import { deferred } from '../deferred';
import { FakeClock, MemoryLeaseStore } from '../testing';
import {
  HeldLease,
  Leader,
  LeaderOptions,
  LeaseStore,
  NotLeaderError,
} from './index';

const DURATION_MS = 10_000;
const LOOK_MS = 1_000;

/** A process with a clock of its own: what does not advance has crashed or is paused. */
class Process {
  readonly clock = new FakeClock();
  readonly story: string[] = [];
  readonly errors: string[] = [];
  readonly leader: Leader;
  signal?: AbortSignal;

  constructor(
    holder: string,
    store: LeaseStore,
    options: Partial<LeaderOptions> = {},
  ) {
    this.leader = new Leader({
      store,
      name: 'cluster',
      holder,
      clock: this.clock,
      onStarted: (token, signal) => {
        this.story.push(`started ${token}`);
        this.signal = signal;
      },
      onStopped: () => void this.story.push('stopped'),
      onError: error => this.errors.push(error.message),
      ...options,
    });
    this.leader.start();
  }
}

describe('Leader', () => {
  const down = new Error('database down');
  let storeClock: FakeClock;
  let store: MemoryLeaseStore;

  const process = (holder: string, options?: Partial<LeaderOptions>) =>
    new Process(holder, store, options);

  /** Time passes for the store and for these; for others it stands still. */
  const pass = async (ms: number, ...processes: Process[]) => {
    for (let passed = 0; passed < ms; passed += 50) {
      await storeClock.advance(50);
      await Promise.all(processes.map(({ clock }) => clock.advance(50)));
    }
  };

  beforeEach(() => {
    storeClock = new FakeClock();
    store = new MemoryLeaseStore(storeClock);
  });

  it('is one at a time, for as long as it lives', async () => {
    const a = process('a');
    const b = process('b');
    for (let seconds = 0; seconds < 60; seconds++) {
      await pass(1_000, a, b);
      expect([a.leader.isLeader, b.leader.isLeader]).toEqual([true, false]);
    }
    expect(a.story).toEqual(['started 1']);
    expect(a.leader.token).toBe(1);
    expect(b.leader.token).toBeUndefined();
    await expect(a.leader.permit()).resolves.toBeGreaterThanOrEqual(6_000);
    await expect(b.leader.permit()).rejects.toThrow(
      new NotLeaderError('cluster', 'b'),
    );
  });

  it('takes over from one that has crashed, with a larger token, within a lease and a look', async () => {
    const crashed = process('a');
    const heir = process('b');
    await pass(2_900, crashed, heir);
    // Another second, and it would have been renewed.
    await pass(DURATION_MS - 2_900 - 50, heir);
    expect(heir.leader.isLeader).toBe(false);
    await pass(50 + LOOK_MS, heir);
    expect(heir.story).toEqual(['started 2']);
  });

  it('hands over at once when it stops, once its work has ended', async () => {
    const work = deferred<void>();
    const a = process('a', { onStopped: () => work.promise });
    const b = process('b');
    await pass(1_000, a, b);
    const stopped = a.leader.stop();
    expect(a.signal?.aborted).toBe(true);
    await expect(a.leader.permit()).rejects.toThrow(NotLeaderError);
    await pass(2 * LOOK_MS, a, b);
    expect(b.story).toEqual([]);

    work.resolve();
    await stopped;
    await pass(LOOK_MS, b);
    expect(b.story).toEqual(['started 2']);
    expect(a.clock.pending).toBe(0);
  });

  it('reads the store first after a pause, and is refused when another has taken over', async () => {
    const paused = process('a');
    const heir = process('b');
    await pass(500, paused, heir);
    await pass(60_000, heir);
    expect(heir.leader.isLeader).toBe(true);
    paused.clock.pause(60_000);
    expect(paused.leader.isLeader).toBe(false);

    store.requests.length = 0;
    await expect(paused.leader.permit()).rejects.toThrow(NotLeaderError);
    expect(store.requests[0]).toBe('renew');
    await pass(5_000, paused, heir);
    expect(paused.story).toEqual(['started 1', 'stopped']);
    expect(paused.signal?.reason).toEqual(
      new Error("lease 'cluster' was taken by another"),
    );
    expect(heir.leader.token).toBe(2);
  });

  it('goes on after a pause in which nobody has taken over', async () => {
    const alone = process('a');
    await pass(500, alone);
    alone.clock.pause(60_000);
    await storeClock.advance(60_000);
    await expect(alone.leader.permit()).resolves.toBe(DURATION_MS - 1_000);
    await pass(10_000, alone);
    expect(alone.story).toEqual(['started 1']);
  });

  it('counts its time from before it asked', async () => {
    const acquiring = deferred<HeldLease>();
    const renewing = deferred<boolean>();
    const { leader, clock } = new Process('a', {
      acquire: () => acquiring.promise,
      renew: () => renewing.promise,
      release: async () => {},
    });
    clock.pause(4_000);
    acquiring.resolve({ name: 'cluster', holder: 'a', token: 1 });
    await clock.advance(0);
    // Four of the ten seconds went by before the answer, and one is kept.
    await expect(leader.permit()).resolves.toBe(5_000);
    await clock.advance(2_000);
    const asked = leader.permit();
    await clock.advance(1_000);
    renewing.resolve(true);
    await expect(asked).resolves.toBe(8_000);
  });

  it('does not begin with a lease that came too late, and gives it back', async () => {
    const acquiring = deferred<HeldLease>();
    const release = jest.fn(async () => {});
    const lease = { name: 'cluster', holder: 'a', token: 1 };
    const late = new Process('a', {
      acquire: () => acquiring.promise,
      renew: async () => true,
      release,
    });
    late.clock.pause(DURATION_MS);
    acquiring.resolve(lease);
    await late.clock.advance(0);
    expect(late.story).toEqual([]);
    expect(release).toHaveBeenCalledWith(lease);
  });

  it('loses nothing while the database is down for less than the lease', async () => {
    const a = process('a');
    await pass(2_900, a);
    store.failure = down;
    // What is left of it after a renewal that was just missed, less one look.
    await pass(DURATION_MS - 3_000 - LOOK_MS, a);
    expect(a.leader.isLeader).toBe(true);
    expect(a.errors.length).toBeGreaterThan(3);
    expect(a.errors.every(message => message === down.message)).toBe(true);

    store.failure = undefined;
    await pass(2_000, a);
    await expect(a.leader.permit()).resolves.toBeGreaterThan(6_000);
    await pass(60_000, a);
    expect(a.story).toEqual(['started 1']);
  });

  it('loses the lease when the database is down for longer, and comes back', async () => {
    const a = process('a');
    await pass(500, a);
    store.failure = down;
    await pass(8_000, a);
    await expect(a.leader.permit()).resolves.toBeLessThanOrEqual(1_500);
    await pass(1_500, a);
    await expect(a.leader.permit()).rejects.toThrow(NotLeaderError);
    await pass(500, a);
    expect(a.story).toEqual(['started 1', 'stopped']);
    expect(a.signal?.aborted).toBe(true);

    store.failure = undefined;
    await pass(LOOK_MS, a);
    expect(a.story).toEqual(['started 1', 'stopped', 'started 2']);
  });

  it('is not held up by a database that does not answer', async () => {
    const a = process('a');
    await pass(500, a);
    const answer = deferred<boolean>();
    jest.spyOn(store, 'renew').mockReturnValue(answer.promise);
    await pass(7_000, a);
    const waiting = a.leader.permit().catch(error => error);
    await pass(3_000, a);
    await expect(waiting).resolves.toBeInstanceOf(NotLeaderError);
    expect(a.story).toEqual(['started 1', 'stopped']);
  });

  it('scenario 28: does not care what the wall clock says', async () => {
    const a = process('a');
    const b = process('b');
    await pass(1_000, a, b);
    a.clock.shiftDate(3_600_000);
    b.clock.shiftDate(-3_600_000);
    await pass(10_000, a, b);
    a.clock.shiftDate(-7_200_000);
    await pass(30_000, a, b);
    expect(a.story).toEqual(['started 1']);
    expect(b.story).toEqual([]);
  });

  it('gives back a lease of which no use can be made', async () => {
    const broken = process('a', {
      onStarted: () => {
        throw new Error('no room');
      },
    });
    await pass(100, broken);
    expect(broken.errors).toEqual(['no room']);
    expect(broken.leader.isLeader).toBe(false);
    const other = process('b');
    await other.clock.advance(0);
    expect(other.story).toEqual(['started 2']);
  });

  it('never has two of three, whoever is paused, crashes or loses the database', async () => {
    const processes = ['a', 'b', 'c'].map(holder => process(holder));
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 60; round++) {
      const asleep = processes[random(3)];
      const awake = processes.filter(each => each !== asleep);
      store.failure = random(4) === 0 ? down : undefined;
      const ms = 500 + 50 * random(300);
      for (let passed = 0; passed < ms; passed += 250) {
        await pass(250, ...awake);
        const leaders = awake.filter(({ leader }) => leader.isLeader);
        expect(leaders.length).toBeLessThanOrEqual(1);
      }
      asleep.clock.pause(ms);
      const permits = await Promise.allSettled(
        processes.map(({ leader }) => leader.permit()),
      );
      const granted = permits.filter(({ status }) => status === 'fulfilled');
      expect(granted.length).toBeLessThanOrEqual(1);
    }
    const tokens = processes.flatMap(({ story }) =>
      story.filter(line => line.startsWith('started')),
    );
    expect(tokens.length).toBeGreaterThan(5);
    expect(new Set(tokens).size).toBe(tokens.length);
  }, 30_000);
});
