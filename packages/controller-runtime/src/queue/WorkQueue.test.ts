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

  it('counts a resync that gets a fresh change as fresh, also one that is put off', async () => {
    queue.add('backlog', { priority: 10 });
    queue.add('changed', { priority: 10 });
    queue.add('put off', { priority: 10, afterMs: 60_000 });
    queue.add('changed');
    queue.add('put off');
    queue.add('changed', { priority: 10 });
    expect(queue).toMatchObject({ depth: 3, delayed: 0, added: 3 });
    expect([await take(), await take(), await take()]).toEqual([
      'changed',
      'put off',
      'backlog',
    ]);
  });

  it('lets a fresh change wait only for what is in work, however long the backlog', async () => {
    for (let i = 0; i < 10_000; i++) {
      queue.add(`old ${i}`, { priority: 10 });
    }
    const workers = await Promise.all(Array.from({ length: 4 }, take));
    queue.add('fresh');
    queue.add('old 9999');
    expect(queue).toMatchObject({ depth: 9_997, inFlight: 4 });
    queue.done(workers[0]!);
    queue.done(workers[1]!);
    expect([await take(), await take(), await take()]).toEqual([
      'old 9999',
      'fresh',
      'old 4',
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

  it('says what waits for its time, and what for its own key', async () => {
    queue.add('in work');
    await take();
    queue.add('in work');
    queue.add('later', { afterMs: 1_000 });
    expect(queue).toMatchObject({ depth: 0, delayed: 1, inFlight: 1 });
    await clock.advance(1_000);
    expect(queue).toMatchObject({ depth: 1, delayed: 0, oldestAgeMs: 0 });
    queue.done('in work');
    expect(queue).toMatchObject({ depth: 2, delayed: 0, inFlight: 0 });

    await expect(take()).resolves.toBe('in work');
    queue.retry('in work');
    expect(queue).toMatchObject({ depth: 1, delayed: 1 });
    queue.done('in work');
    expect(queue).toMatchObject({ depth: 1, delayed: 1, inFlight: 0 });
  });

  it('counts what comes in, what fails, and how long it waits for a worker', async () => {
    queue.add('a');
    queue.add('a');
    await clock.advance(50);
    await take();
    queue.add('a');
    await clock.advance(5_000);
    queue.done('a');
    await take();
    queue.retry('a');
    queue.done('a');
    await clock.advance(505);
    await take();
    expect(queue).toMatchObject({ added: 3, retried: 1 });
    const { bounds, counts, count } = queue.waits;
    expect(bounds.filter((_, at) => counts[at] > 0)).toEqual([1, 100, 1_000]);
    expect(count).toBe(3);
  });

  it('reads its depth and age at once, however much waits', async () => {
    for (let i = 0; i < 100_000; i++) {
      queue.add(`due ${i}`);
      queue.add(`later ${i}`, { afterMs: 1_000 });
    }
    // Looking at all of them each time would take minutes.
    let sum = 0;
    for (let i = 0; i < 10_000; i++) {
      sum += queue.depth + queue.delayed + queue.oldestAgeMs;
    }
    expect(sum).toBe(10_000 * 200_000);
  });

  it('tells keys apart by their content', async () => {
    const pairs = new WorkQueue<{ cluster: string; id: number }>({ clock });
    pairs.add({ cluster: 'a', id: 1 });
    pairs.add({ cluster: 'a', id: 1 });
    pairs.add({ cluster: 'b', id: 1 });
    expect(pairs.depth).toBe(2);
  });

  it('sets no timer for longer than Node can', () => {
    const setTimeout = jest.spyOn(clock, 'setTimeout');
    queue.add('next year', { afterMs: 365 * 86_400_000 });
    expect(setTimeout).toHaveBeenCalledWith(expect.anything(), 2 ** 31 - 1);
    setTimeout.mockRestore();
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
    const first = queue.take({ signal: abort.signal });
    const second = queue.take();
    abort.abort();
    await expect(first).resolves.toBeUndefined();
    queue.close();
    await expect(second).resolves.toBeUndefined();
    queue.add('a');
    await expect(queue.take()).resolves.toBeUndefined();
  });
});
