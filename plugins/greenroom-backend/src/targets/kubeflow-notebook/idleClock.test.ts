import { clusterSite } from '@greenroom/backstage-plugin-greenroom-common';
import { someMetadata } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { idleClock } from './idleClock';

const clock = (lastActivity: string | undefined, culler: object = {}) =>
  idleClock(
    {
      kind: 'Notebook',
      metadata: someMetadata('explore', {
        annotations: lastActivity
          ? { 'notebooks.kubeflow.org/last-activity': lastActivity }
          : {},
      }),
    },
    clusterSite.parse({ culler }),
  );

describe('idleClock', () => {
  it('tells when the culler stops it, as far as is known after how long', () => {
    expect(clock('2026-08-01T12:00:00+02:00')).toEqual({
      lastActivity: '2026-08-01T10:00:00.000Z',
    });
    for (const [idleAfter, stopsAt] of [
      ['90m', '2026-08-01T11:30:00.000Z'],
      ['2h', '2026-08-01T12:00:00.000Z'],
      ['1d', '2026-08-02T10:00:00.000Z'],
    ]) {
      expect(clock('2026-08-01T10:00:00Z', { idleAfter })).toMatchObject({
        stopsAt,
      });
    }
  });

  it.each([undefined, '', 'yesterday'])('says nothing for %p', text => {
    expect(clock(text, { idleAfter: '1d' })).toBeUndefined();
  });

  it('takes no other words for a time in the configuration', () => {
    for (const idleAfter of ['0h', '24', '1w', '-1h', '1h30m']) {
      expect(() => clock(undefined, { idleAfter })).toThrow(
        /must be a time such as/,
      );
    }
  });
});
