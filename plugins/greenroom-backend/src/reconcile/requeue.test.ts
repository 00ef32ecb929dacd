import { Phase, PHASES } from '@greenroom/backstage-plugin-greenroom-common';
import { afterStatus } from './requeue';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('the pause after which something is looked at again', () => {
  const pauses = (phase: Phase) =>
    Array.from({ length: 200 }, () => afterStatus(phase).requeueAfterMs);

  it.each<[string, Phase[], number, number]>([
    ['half a minute', ['Pending', 'Progressing', 'Stopping'], 27, 33],
    [
      'half an hour',
      ['Deleting', 'Degraded', 'Failed', 'Unknown'],
      27 * 60,
      33 * 60,
    ],
    // So an asset's Secret is looked up at most once in ten hours.
    [
      'more than ten hours',
      ['Ready', 'Stopped'],
      10 * (HOUR / SECOND),
      14 * (HOUR / SECOND),
    ],
  ])('is %s, spread out, for what is %s', (_pause, phases, from, to) => {
    for (const phase of phases) {
      const drawn = pauses(phase);
      expect(Math.min(...drawn)).toBeGreaterThanOrEqual(from * SECOND);
      expect(Math.max(...drawn)).toBeLessThanOrEqual(to * SECOND);
      expect(new Set(drawn).size).toBeGreaterThan(1);
    }
  });

  it('is known for every phase', () => {
    for (const phase of PHASES) {
      expect(afterStatus(phase).requeueAfterMs).toBeGreaterThan(0);
    }
  });
});
