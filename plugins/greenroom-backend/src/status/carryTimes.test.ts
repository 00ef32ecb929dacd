import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import { carryTimes } from './carryTimes';

const at = (time: string, status: 'True' | 'False' = 'True'): Status => ({
  phase: 'Ready',
  revision: 1,
  observedRevision: 1,
  observedAt: time,
  stale: false,
  conditions: [
    { type: 'Ready', status, reason: 'Ready', message: '', since: time },
  ],
  explanation: undefined,
  steps: [],
  endpoints: [],
});

describe('carryTimes', () => {
  it('keeps every time while nothing changes, also after a way through the database', () => {
    const stored = JSON.parse(JSON.stringify(at('2026-08-01')));
    expect(carryTimes(stored, at('2026-08-02'))).toEqual(at('2026-08-01'));
  });

  it('notes when a condition changed', () => {
    expect(carryTimes(at('2026-08-01'), at('2026-08-02', 'False'))).toEqual(
      at('2026-08-02', 'False'),
    );
  });

  it('keeps the time of a condition that did not change, though something else did', () => {
    const next: Status = { ...at('2026-08-02'), stale: true };
    expect(carryTimes(at('2026-08-01'), next)).toMatchObject({
      observedAt: '2026-08-02',
      conditions: [{ since: '2026-08-01' }],
    });
  });

  it('notes the use of something every five minutes only', () => {
    const used = (minute: number, stops = true): Status => ({
      ...at('2026-08-01'),
      idle: {
        lastActivity: `2026-08-01T10:0${minute}:00.000Z`,
        ...(stops && { stopsAt: `2026-08-01T12:0${minute}:00.000Z` }),
      },
    });
    const before = used(0);
    expect(carryTimes(before, used(4))).toBe(before);
    expect(carryTimes(before, used(5))).toEqual(used(5));
    expect(carryTimes(before, used(1, false))).toEqual(used(1, false));
    expect(carryTimes(before, at('2026-08-01'))).toEqual(at('2026-08-01'));
  });
});
