import { FakeClock } from '../testing';
import { WorkQueue } from './WorkQueue';

describe('WorkQueue', () => {
  const clock = new FakeClock();
  let queue: WorkQueue<string>;

  const take = async () => (await queue.take())?.key;

  beforeEach(() => {
    queue = new WorkQueue({ clock });
  });

  it('holds a key once, in order of arrival', async () => {
    ['b', 'a', 'b'].forEach(key => queue.add(key));
    expect(queue.depth).toBe(2);
    expect([await take(), await take()]).toEqual(['b', 'a']);
    expect(queue).toMatchObject({ depth: 0, inFlight: 2 });
  });

  it('puts fresh changes before a resync', async () => {
    queue.add('old 1', { priority: 10 });
    queue.add('old 2', { priority: 10 });
    queue.add('fresh');
    queue.add('old 2');
    expect([await take(), await take(), await take()]).toEqual([
      'old 2',
      'fresh',
      'old 1',
    ]);
  });

  it('gives a key to one worker at a time, and again when it was added meanwhile', async () => {
    queue.add('a');
    await take();
    queue.add('a');
    const second = take();
    expect(queue).toMatchObject({ depth: 0, inFlight: 1 });
    queue.add('b');
    await expect(second).resolves.toBe('b');
    const third = take();
    queue.done('a');
    await expect(third).resolves.toBe('a');
    queue.done('a');
    expect(queue).toMatchObject({ depth: 0, inFlight: 1 });
  });

  it('waits until a key is due, unless it is asked for sooner', async () => {
    queue.add('late', { afterMs: 1_000 });
    queue.add('later', { afterMs: 2_000 });
    expect(queue).toMatchObject({ depth: 0, delayed: 2 });
    const taken: string[] = [];
    for (let i = 0; i < 3; i++) {
      take().then(key => key && taken.push(key));
    }
    await clock.advance(999);
    expect(taken).toEqual([]);
    await clock.advance(1);
    expect(taken).toEqual(['late']);
    queue.add('later');
    await clock.advance(0);
    expect(taken).toEqual(['late', 'later']);
    queue.done('later');
    await clock.advance(5_000);
    expect(taken).toEqual(['late', 'later']);
  });

  it('keeps the sooner of two times', async () => {
    queue.add('a', { afterMs: 1_000 });
    queue.add('a', { afterMs: 60_000 });
    const taken = take();
    await clock.advance(1_000);
    await expect(taken).resolves.toBe('a');
    expect(queue.delayed).toBe(0);
  });

  it('backs off from 5 ms to 5 min, until it is forgotten', async () => {
    const waits: number[] = [];
    for (let i = 0; i < 20; i++) {
      waits.push(queue.retry('a'));
    }
    expect(waits.slice(0, 4)).toEqual([5, 10, 20, 40]);
    expect(waits.at(-1)).toBe(300_000);
    expect(queue.failures('a')).toBe(20);
    queue.forget('a');
    expect(queue.retry('a')).toBe(5);
    expect(queue.retry('b', { atLeastMs: 7_000 })).toBe(7_000);
  });

  it('says how long the oldest has waited', async () => {
    queue.add('a');
    await clock.advance(300);
    queue.add('b');
    await clock.advance(200);
    queue.add('c', { afterMs: 100 });
    expect(queue.oldestAgeMs).toBe(500);
    await take();
    expect(queue.oldestAgeMs).toBe(200);
  });

  it('tells keys apart by their content', async () => {
    const pairs = new WorkQueue<{ cluster: string; id: number }>({ clock });
    pairs.add({ cluster: 'a', id: 1 });
    pairs.add({ cluster: 'a', id: 1 });
    pairs.add({ cluster: 'b', id: 1 });
    expect(pairs.depth).toBe(2);
  });

  it('does not grow with how often a key is put off', async () => {
    for (let i = 0; i < 1_000; i++) {
      queue.add('a', { afterMs: 100_000 - i });
    }
    expect(queue.delayed).toBe(1);
    const taken = take();
    await clock.advance(99_001);
    await expect(taken).resolves.toBe('a');
    expect(queue.depth).toBe(0);
  });

  it('lets those who wait go when it closes, or when they have had enough', async () => {
    const abort = new AbortController();
    const first = queue.take(abort.signal);
    const second = queue.take();
    abort.abort();
    await expect(first).resolves.toBeUndefined();
    queue.close();
    await expect(second).resolves.toBeUndefined();
    queue.add('a');
    await expect(queue.take()).resolves.toBeUndefined();
  });
});
