import { FakeClock } from '../testing/FakeClock';
import { CircuitBreaker } from './CircuitBreaker';
import { UnreachableError } from './UnreachableError';

const SECOND = 1_000;

describe('CircuitBreaker', () => {
  let clock: FakeClock;
  let breaker: CircuitBreaker;
  const enter = () => breaker.enter('GET /version');
  const fail = (times = 1) => {
    for (let time = 0; time < times; time++) {
      enter();
      breaker.unanswered();
    }
  };

  beforeEach(() => {
    clock = new FakeClock();
    breaker = new CircuitBreaker(clock);
  });

  it('opens after five attempts in a row without an answer', () => {
    fail(4);
    expect(enter).not.toThrow();
    fail();
    expect(breaker.open).toBe(true);
    expect(enter).toThrow(UnreachableError);
    expect(enter).toThrow(/has not answered 5 times in a row/);
  });

  it('stays closed as long as there is an answer now and then', () => {
    for (let round = 0; round < 10; round++) {
      fail(4);
      breaker.answered();
    }
    expect(breaker.open).toBe(false);
  });

  it('lets one through after a while, and closes when that is answered', async () => {
    fail(5);
    await clock.advance(1.3 * SECOND);
    expect(enter).not.toThrow();
    expect(enter).toThrow(/has not answered/);
    breaker.answered();
    expect(enter).not.toThrow();
    expect(breaker.open).toBe(false);
  });

  it('waits longer each time, up to ten seconds', async () => {
    fail(5);
    for (const pause of [1, 2, 4, 8, 10, 10]) {
      await clock.advance(pause * 0.7 * SECOND);
      expect(enter).toThrow(/has not answered/);
      await clock.advance(pause * 0.6 * SECOND);
      fail();
    }
  });

  it('is not kept shut by a probe that its caller gave up', async () => {
    fail(5);
    await clock.advance(1.3 * SECOND);
    enter();
    breaker.abandoned();
    expect(enter).not.toThrow();
  });

  it('counts what was under way when it opened once', async () => {
    Array.from({ length: 16 }, enter);
    Array.from({ length: 16 }, () => breaker.unanswered());
    await clock.advance(1.3 * SECOND);
    expect(enter).not.toThrow();
  });
});
