import { deferred } from '../deferred';
import { FakeClock } from '../testing';
import { Controller, ControllerOptions, ReconcileFailure } from './Controller';
import { WorkQueue } from './WorkQueue';

describe('Controller', () => {
  let clock: FakeClock;
  let queue: WorkQueue<string>;
  let controller: Controller<string>;

  const start = (
    options: Partial<ControllerOptions<string>> &
      Pick<ControllerOptions<string>, 'reconcile'>,
  ) => {
    controller = new Controller({ name: 'test', queue, clock, ...options });
    controller.start();
  };

  beforeEach(() => {
    clock = new FakeClock();
    queue = new WorkQueue({ clock });
  });

  afterEach(() => controller.stop({ drainMs: 0 }));

  it('works on as many keys at once as it may', async () => {
    const gate = deferred<void>();
    const begun: string[] = [];
    start({
      concurrency: 2,
      reconcile: key => {
        begun.push(key);
        return gate.promise;
      },
    });
    ['a', 'b', 'c'].forEach(key => queue.add(key));
    await clock.advance(0);
    expect(begun).toEqual(['a', 'b']);
    gate.resolve();
    await clock.advance(0);
    expect(begun).toEqual(['a', 'b', 'c']);
    expect(queue.inFlight).toBe(0);
  });

  it('keeps workers free for what is urgent, however long a backlog takes', async () => {
    const gate = deferred<void>();
    const begun: string[] = [];
    start({
      concurrency: 3,
      reserved: { workers: 2, priority: 0 },
      reconcile: key => {
        begun.push(key);
        return gate.promise;
      },
    });
    ['b1', 'b2', 'b3'].forEach(key => queue.add(key, { priority: 5 }));
    await clock.advance(0);
    expect(begun).toEqual(['b1']);
    ['u1', 'u2', 'u3'].forEach(key => queue.add(key));
    await clock.advance(0);
    expect(begun).toEqual(['b1', 'u1', 'u2']);
    gate.resolve();
    await clock.advance(0);
    expect(begun).toEqual(['b1', 'u1', 'u2', 'u3', 'b2', 'b3']);
  });

  it('does not start with no worker left for the rest', () => {
    const reserved = { workers: 2, priority: 0 };
    expect(() =>
      start({ concurrency: 2, reserved, reconcile: async () => {} }),
    ).toThrow("controller 'test' reserves all of its 2 workers");
  });

  it('tries a failing key again, later each time, without holding up others', async () => {
    const seen: string[] = [];
    const failures: ReconcileFailure<string>[] = [];
    start({
      reconcile: async key => {
        seen.push(`${key} ${clock.now()}`);
        if (key === 'poison') {
          throw new Error('no');
        }
      },
      onError: (_, failure) => failures.push(failure),
    });
    queue.add('poison');
    queue.add('good');
    await clock.advance(40);
    expect(seen).toEqual([
      'poison 0',
      'good 0',
      'poison 5',
      'poison 15',
      'poison 35',
    ]);
    expect(failures.at(-1)).toEqual({
      key: 'poison',
      failures: 4,
      retryInMs: 40,
    });
  });

  it('forgets failures after a success, and comes back when asked to', async () => {
    const outcomes = [new Error('no'), { requeueAfterMs: 60_000 }];
    const times: number[] = [];
    start({
      reconcile: async () => {
        times.push(clock.now());
        const outcome = outcomes.shift();
        if (outcome instanceof Error) {
          throw outcome;
        }
        return outcome;
      },
    });
    queue.add('a');
    await clock.advance(120_000);
    expect(times).toEqual([0, 5, 60_005]);
    expect(queue.failures('a')).toBe(0);
  });

  it('stays away as long as the server asked', async () => {
    const times: number[] = [];
    start({
      reconcile: async () => {
        times.push(clock.now());
        throw Object.assign(new Error('busy'), { retryAfterMs: 7_000 });
      },
    });
    queue.add('a');
    await clock.advance(7_500);
    expect(times).toEqual([0, 7_000]);
  });

  it('aborts the signal of what takes too long', async () => {
    const errors: Error[] = [];
    start({
      timeoutMs: 1_000,
      reconcile: (_, signal) => untilAborted(signal),
      onError: error => errors.push(error),
    });
    queue.add('a');
    await clock.advance(1_000);
    expect(errors).toEqual([new Error("controller 'test' took over 1000 ms")]);
  });

  it('finishes what it has begun when it stops, and begins nothing more', async () => {
    const gate = deferred<void>();
    const begun: string[] = [];
    start({
      reconcile: key => {
        begun.push(key);
        return gate.promise;
      },
    });
    queue.add('a');
    queue.add('b');
    await clock.advance(0);
    let stopped = false;
    const stopping = controller.stop().then(() => {
      stopped = true;
    });
    await clock.advance(1_000);
    expect(stopped).toBe(false);
    gate.resolve();
    await stopping;
    expect(begun).toEqual(['a']);
    expect(clock.pending).toBe(0);
  });

  it('aborts what has not ended in time when it stops', async () => {
    start({ reconcile: (_, signal) => untilAborted(signal) });
    queue.add('a');
    await clock.advance(0);
    const stopping = controller.stop({ drainMs: 500 });
    await clock.advance(500);
    await expect(stopping).resolves.toBeUndefined();
  });

  it('survives who reports its errors badly', async () => {
    let tries = 0;
    start({
      reconcile: async () => {
        tries += 1;
        throw new Error('no');
      },
      onError: () => {
        throw new Error('reporter down');
      },
    });
    queue.add('a');
    await clock.advance(5);
    expect(tries).toBe(2);
  });
});

function untilAborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = deferred<never>();
  signal.addEventListener('abort', () => reject(signal.reason));
  return promise;
}
