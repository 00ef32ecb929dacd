import {
  aClaim,
  anEvent,
  aPod,
  aStatusContext,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { diagnose } from '../Cause';
import { anEvidence } from '../testUtils/anEvidence';
import { admissionRows } from '../testUtils/rows/admission';
import { modelRows } from '../testUtils/rows/models';
import { queueRows } from '../testUtils/rows/queue';
import { runningRows } from '../testUtils/rows/running';
import { schedulerRows } from '../testUtils/rows/scheduler';
import { causes } from '.';

const rows = [
  ...admissionRows,
  ...queueRows,
  ...schedulerRows,
  ...runningRows,
  ...modelRows,
].map(row => ({ ...row, name: `${row.row ?? '+'} ${row.reason}` }));

/** Nothing is wrong in this one: see below. */
const WAIT_FOR_FIRST_CONSUMER = 23;
/**
 * Loading, as long as it takes; what KServe sums up of it; pods that never
 * became ready, of which the rows of pods tell; stopped, which is a phase.
 */
const TOLD_BY_OTHERS = [32, 33, 37, 38];

describe('the table of reasons', () => {
  it.each(rows)(
    '$name ($from)',
    ({ seen, reason, phase, summary, object, evidence, fix }) => {
      const found = diagnose(causes, anEvidence(seen));
      expect(found).toMatchObject({
        phase,
        explanation: {
          reason,
          summary,
          chain: [{ object: 'Notebook fraud/explore' }, { object, evidence }],
        },
      });
      expect(found?.explanation.fixes[0]).toEqual(fix);
    },
  );

  it('is complete', () => {
    const known = new Set(rows.map(({ row }) => row));
    const all = Array.from({ length: 39 }, (_, index) => index + 1);
    expect(all.filter(row => !known.has(row))).toEqual([
      WAIT_FOR_FIRST_CONSUMER,
      ...TOLD_BY_OTHERS,
    ]);
  });

  it('23 finds nothing wrong with a volume that waits for its pod', () => {
    const seen = {
      pods: [aPod().build()],
      claims: [aClaim('explore-work', { phase: 'Pending' })],
      events: [
        anEvent(
          'PersistentVolumeClaim/explore-work',
          'WaitForFirstConsumer',
          'waiting for first consumer to be created before binding',
          { type: 'Normal' },
        ),
      ],
    };
    expect(diagnose(causes, anEvidence(seen))).toBeUndefined();
  });

  it.each(['VolumeInUse', 'VolumeMountFailed'])(
    'forgets %s once the volumes are there: its event stays for an hour',
    reason => {
      const { seen } = rows.find(each => each.reason === reason)!;
      const [initializing] = aPod()
        .waiting('PodInitializing')
        .build().containers;
      const began = { ...aPod().running().build(), containers: [initializing] };
      const ended = aPod().crashing().build();
      for (const [pod, now] of [
        [began, undefined],
        [ended, 'CrashLoop'],
      ] as const) {
        expect(
          diagnose(causes, anEvidence({ ...seen, pods: [pod] }))?.explanation
            .reason,
        ).toBe(now);
      }
    },
  );

  it.each(['VolumeNotBound', 'VolumeInUse', 'VolumeMountFailed'])(
    'tells %s of a new pod, but does not call it a problem yet',
    reason => {
      const row = rows.find(each => each.reason === reason)!;
      const soonAfter = Date.parse('2026-08-01T10:00:10Z');
      const context = aStatusContext({ now: soonAfter });
      expect(
        diagnose(causes, anEvidence({ ...row.seen, context })),
      ).toMatchObject({ phase: 'Progressing', explanation: { reason } });
    },
  );
});
