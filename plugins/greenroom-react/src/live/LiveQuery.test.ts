import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { FakeSignals } from '../testUtils';
import { LiveChannel, LiveQuery, REFETCH_MS, SPACING_MS } from './LiveQuery';

const EVERY: LiveChannel = { channel: 'all', when: 'every' };

function setVisible(visible: boolean) {
  jest
    .spyOn(document, 'visibilityState', 'get')
    .mockReturnValue(visible ? 'visible' : 'hidden');
  document.dispatchEvent(new Event('visibilitychange'));
}

/** A query that somebody looks at, whose answers count up unless told otherwise. */
function looking(
  load: jest.Mock = jest.fn(),
  channels: (value: unknown) => LiveChannel[] = () => [EVERY],
) {
  if (!load.getMockImplementation()) {
    load.mockImplementation(async () => load.mock.calls.length);
  }
  const signals = new FakeSignals();
  const query = new LiveQuery<unknown>({ load, channels, signals });
  const stop = query.subscribe(() => undefined);
  return { query, load, signals, stop };
}

const settle = () => jest.advanceTimersByTimeAsync(0);

describe('LiveQuery', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('asks when somebody looks, and once a minute', async () => {
    const { query, load, stop } = looking();
    expect(query.getSnapshot()).toEqual({ state: 'loading', stale: false });

    await settle();
    expect(query.getSnapshot()).toEqual({
      state: 'ready',
      value: 1,
      stale: false,
    });
    await jest.advanceTimersByTimeAsync(REFETCH_MS);
    expect(query.getSnapshot().value).toBe(2);

    stop();
    await jest.advanceTimersByTimeAsync(10 * REFETCH_MS);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('asks again at a signal, and once for a burst of them', async () => {
    const { load, signals, stop } = looking();
    await jest.advanceTimersByTimeAsync(SPACING_MS);

    signals.send('all', { sequence: 1 });
    signals.send('all', { sequence: 2 });
    signals.send('all', { sequence: 3 });
    await jest.advanceTimersByTimeAsync(SPACING_MS);

    // One at once; one more because the others may have come after its answer was made.
    expect(load).toHaveBeenCalledTimes(3);
    stop();
  });

  it('takes the same signal only once', async () => {
    const { load, signals, stop } = looking();
    await jest.advanceTimersByTimeAsync(SPACING_MS);
    signals.send('all', { sequence: 1 });
    await jest.advanceTimersByTimeAsync(SPACING_MS);

    signals.send('all', { sequence: 1 });
    await jest.advanceTimersByTimeAsync(SPACING_MS);

    expect(load).toHaveBeenCalledTimes(2);
    stop();
  });

  it('sees by a gap that it missed a signal', async () => {
    const { load, signals, stop } = looking(jest.fn(), () => [
      { channel: 'all', when: 'gap' },
    ]);
    await jest.advanceTimersByTimeAsync(SPACING_MS);

    signals.send('all', { sequence: 7 });
    signals.send('all', { sequence: 8 });
    await jest.advanceTimersByTimeAsync(SPACING_MS);
    expect(load).toHaveBeenCalledTimes(1);

    signals.send('all', { sequence: 10 });
    await jest.advanceTimersByTimeAsync(SPACING_MS);
    expect(load).toHaveBeenCalledTimes(2);

    // A restarted backend counts from the beginning.
    signals.send('all', { sequence: 1 });
    await jest.advanceTimersByTimeAsync(SPACING_MS);
    expect(load).toHaveBeenCalledTimes(3);
    stop();
  });

  it('listens on the channel that the answer names', async () => {
    const { signals, stop } = looking(jest.fn(), value => [
      { channel: value === undefined ? 'all' : `one:${value}`, when: 'every' },
    ]);
    expect(signals.channels).toEqual(['all']);

    await settle();
    expect(signals.channels).toEqual(['one:1']);

    stop();
    expect(signals.channels).toEqual([]);
  });

  it('works where signals are not installed', async () => {
    const load = jest.fn(async () => 'there');
    const query = new LiveQuery({ load, channels: () => [EVERY] });
    const stop = query.subscribe(() => undefined);

    await settle();
    expect(query.getSnapshot().value).toBe('there');
    stop();
  });

  it('does nothing while the tab is hidden, and catches up after', async () => {
    const { load, signals, stop } = looking();
    await settle();

    setVisible(false);
    expect(signals.channels).toEqual([]);
    window.dispatchEvent(new Event('focus'));
    await jest.advanceTimersByTimeAsync(10 * REFETCH_MS);
    expect(load).toHaveBeenCalledTimes(1);

    setVisible(true);
    await settle();
    expect(load).toHaveBeenCalledTimes(2);
    expect(signals.channels).toEqual(['all']);
    stop();
  });

  it('does not begin in a hidden tab', async () => {
    jest.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const { load, stop } = looking();

    await jest.advanceTimersByTimeAsync(REFETCH_MS);
    expect(load).not.toHaveBeenCalled();
    stop();
  });

  it.each(['focus', 'online'])('asks again on %s', async event => {
    const { load, stop } = looking();
    await settle();

    window.dispatchEvent(new Event(event));
    await settle();

    expect(load).toHaveBeenCalledTimes(2);
    stop();
  });

  it('asks once more when something changed during a request', async () => {
    const answers: ((value: string) => void)[] = [];
    const { query, load, signals, stop } = looking(
      jest.fn(() => new Promise(resolve => answers.push(resolve))),
    );

    signals.send('all', { sequence: 1 });
    query.refresh();
    expect(load).toHaveBeenCalledTimes(1);
    answers[0]('old');
    await jest.advanceTimersByTimeAsync(SPACING_MS);
    expect(load).toHaveBeenCalledTimes(2);
    answers[1]('new');
    await settle();

    expect(query.getSnapshot().value).toBe('new');
    stop();
  });

  it('aborts its request when nobody looks any more', async () => {
    let signal: AbortSignal | undefined;
    const { query, stop } = looking(
      jest.fn(given => {
        signal = given;
        return new Promise(() => undefined);
      }),
    );

    stop();

    expect(signal?.aborted).toBe(true);
    expect(query.getSnapshot().state).toBe('loading');
  });

  it('keeps the last good answer through a failure, and recovers sooner than in a minute', async () => {
    const load = jest
      .fn()
      .mockResolvedValueOnce('good')
      .mockRejectedValueOnce(new Error('away'))
      .mockResolvedValue('better');
    const { query, stop } = looking(load);
    await settle();
    query.refresh();
    await settle();

    expect(query.getSnapshot()).toMatchObject({
      state: 'ready',
      value: 'good',
      stale: true,
      error: { message: 'away' },
    });
    await jest.advanceTimersByTimeAsync(5_000);
    expect(query.getSnapshot()).toEqual({
      state: 'ready',
      value: 'better',
      stale: false,
    });
    stop();
  });

  it('backs off while it fails from the beginning', async () => {
    const load = jest.fn(async () => {
      throw new Error('away');
    });
    const { query, stop } = looking(load);

    await settle();
    expect(query.getSnapshot()).toMatchObject({ state: 'error' });
    await jest.advanceTimersByTimeAsync(5_000 + 10_000 + 20_000);
    expect(load).toHaveBeenCalledTimes(4);
    stop();
  });

  it.each([
    ['denied', new NotAllowedError('no')],
    ['missing', new NotFoundError('gone')],
  ])('forgets its answer when it is %s', async (state, error) => {
    const load = jest
      .fn()
      .mockResolvedValueOnce('secret')
      .mockRejectedValue(error);
    const { query, stop } = looking(load);
    await settle();
    query.refresh();
    await settle();

    expect(query.getSnapshot()).toEqual({ state, error, stale: false });
    stop();
  });
});
