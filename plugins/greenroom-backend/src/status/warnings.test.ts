import {
  anEvent,
  aPod,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import {
  isSettling,
  newestFirst,
  scaleUpOf,
  severityOf,
  sinceStart,
} from './warnings';

const at = (time: string, reason: string, type = 'Warning') =>
  anEvent('Pod/explore-0', reason, reason, {
    type,
    lastSeen: `2026-08-01T${time}Z`,
  });
const now = (time: string) => Date.parse(`2026-08-01T${time}Z`);
const reasons = (events: { reason: string }[]) =>
  events.map(({ reason }) => reason);

describe('warnings', () => {
  it.each([
    ['FailedCreate', 'Warning', 2],
    ['FailedScheduling', 'Warning', 2],
    ['NotTriggerScaleUp', 'Normal', 2],
    ['BackOff', 'Warning', 2],
    ['FailedMount', 'Warning', 1],
    ['TriggeredScaleUp', 'Normal', 0],
    ['Pulled', 'Normal', 0],
  ])('%s (%s) weighs %d', (reason, type, severity) => {
    expect(severityOf({ reason, type })).toBe(severity);
  });

  it('come newest first, and of the same second the worst first', () => {
    expect(
      reasons(
        newestFirst([
          at('10:00:00', 'FailedMount'),
          at('10:00:05.900', 'Pulled', 'Normal'),
          at('10:00:05', 'FailedScheduling'),
          at('10:00:05.100', 'FailedMount'),
        ]),
      ),
    ).toEqual(['FailedScheduling', 'FailedMount', 'Pulled', 'FailedMount']);
  });

  it('of an earlier attempt are history', () => {
    const events = [
      at('09:10:00', 'FailedCreate'),
      at('09:59:40', 'FailedMount'),
      at('10:00:01', 'BackOff'),
      at('invalid', 'Unhealthy'),
    ];
    expect(reasons(sinceStart(events, '2026-08-01T10:00:00Z'))).toEqual([
      'FailedMount',
      'BackOff',
      'Unhealthy',
    ]);
  });

  it('of the first 30 seconds of a pod are no problem yet', () => {
    const pod = aPod().build();
    expect(isSettling(pod, now('10:00:29'))).toBe(true);
    expect(isSettling(pod, now('10:00:31'))).toBe(false);
  });

  it('say nothing new for 20 minutes while a node is being added', () => {
    const pod = aPod().build();
    const events = [
      at('10:05:00', 'FailedScheduling'),
      at('10:00:00', 'TriggeredScaleUp', 'Normal'),
    ];
    expect(scaleUpOf(events, pod, now('10:19:59'))?.reason).toBe(
      'TriggeredScaleUp',
    );
    expect(scaleUpOf(events, pod, now('10:20:00'))).toBeUndefined();
  });

  it('count again once no node can be added, also in the same second', () => {
    const pod = aPod().build();
    const events = [
      at('10:00:00', 'TriggeredScaleUp', 'Normal'),
      at('10:00:00', 'NotTriggerScaleUp', 'Normal'),
    ];
    expect(scaleUpOf(events, pod, now('10:01:00'))).toBeUndefined();
    expect(
      scaleUpOf(
        [at('10:02:00', 'TriggeredScaleUp', 'Normal'), ...events],
        pod,
        now('10:03:00'),
      ),
    ).toBeDefined();
  });

  it('about another pod do not count', () => {
    const other = anEvent('Pod/other-0', 'TriggeredScaleUp', 'scaling');
    expect(scaleUpOf([other], aPod().build(), now('10:01:00'))).toBeUndefined();
  });
});
