import { FakeClock } from '../testing';
import { CircuitBreaker } from './CircuitBreaker';
import { UnreachableError } from './UnreachableError';

const SECOND = 1_000;

describe('CircuitBreaker', () => {
  let clock: FakeClock;
  let breaker: CircuitBreaker;

  const begin = () => breaker.begin('GET /version');
  const fail = (times: number) =>
    Array.from({ length: times }, () => begin()('unanswered'));

  beforeEach(() => {
    clock = new FakeClock();
    breaker = new CircuitBreaker(clock);
  });

  it('opens after five attempts in a row without an answer', () => {
    fail(4);
    expect(breaker.state).toEqual({ state: 'closed', unanswered: 4 });
    fail(1);
    expect(breaker.state).toMatchObject({ state: 'open', unanswered: 5 });
    expect(begin).toThrow(UnreachableError);
    expect(begin).toThrow(
      'GET /version was not sent: the server has not answered 5 times in a row and is tried again in 1 s',
    );
  });

  it('stays closed as long as there is an answer now and then', () => {
    for (let round = 0; round < 10; round++) {
      fail(4);
      begin()('answered');
    }
    expect(breaker.state).toEqual({ state: 'closed', unanswered: 0 });
  });

  it('lets one through after a while, and closes when that is answered', async () => {
    fail(5);
    await clock.advance(SECOND);
    const probe = begin();
    expect(breaker.state.state).toBe('probing');
    expect(begin).toThrow('is being tried just now');
    probe('answered');
    expect(breaker.state).toEqual({ state: 'closed', unanswered: 0 });
    expect(begin).not.toThrow();
  });

  it('waits longer each time, up to ten seconds', async () => {
    fail(5);
    for (const pause of [1, 2, 4, 8, 10, 10]) {
      await clock.advance(pause * 0.7 * SECOND);
      expect(begin).toThrow('is tried again');
      await clock.advance(pause * 0.3 * SECOND);
      fail(1);
    }
  });

  it('is not kept shut by a probe that its caller gave up', async () => {
    fail(5);
    await clock.advance(SECOND);
    begin()('abandoned');
    expect(begin).not.toThrow();
  });

  it('tells its probe from what was under way when it opened', async () => {
    const early = Array.from({ length: 16 }, begin);
    early.slice(0, 8).forEach(end => end('unanswered'));
    await clock.advance(SECOND);
    const probe = begin();
    early.slice(8, 12).forEach(end => end('unanswered'));
    early.slice(12).forEach(end => end('abandoned'));
    expect(breaker.state).toMatchObject({ state: 'probing', unanswered: 12 });
    probe('unanswered');
    expect(breaker.state.probeInMs).toBeGreaterThan(1.4 * SECOND);
    expect(breaker.state.probeInMs).toBeLessThanOrEqual(2 * SECOND);
  });

  it('closes for a watch that is answered, also while it is open', () => {
    fail(4);
    breaker.note('unanswered');
    expect(breaker.state.state).toBe('open');
    breaker.note('answered');
    expect(begin).not.toThrow();
  });
});
