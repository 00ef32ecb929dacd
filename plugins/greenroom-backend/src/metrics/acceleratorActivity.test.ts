import {
  ACCELERATOR_METRICS,
  activityQuery,
  lookBack,
  readActivity,
} from './acceleratorActivity';

const MINUTE = 60_000;
const NOW = 100 * 24 * 60 * MINUTE;
const range = lookBack(NOW);

/** Samples up to now, five minutes apart; undefined is a gap. */
const until = (...values: (number | undefined)[]) =>
  values.flatMap((value, index) =>
    value === undefined
      ? []
      : [{ at: NOW - (values.length - 1 - index) * 5 * MINUTE, value }],
  );

describe('readActivity', () => {
  it('tells how busy it is', () => {
    expect(readActivity(until(0, 0, 0.4), range)).toEqual({ activity: 0.4 });
    expect(readActivity(until(1.2), range)).toEqual({ activity: 1 });
  });

  it('tells since when it has done nothing, noise aside', () => {
    expect(readActivity(until(0, 0.5, 0.01, 0, 0.019), range)).toEqual({
      activity: 0.019,
      idleSince: NOW - 10 * MINUTE,
    });
  });

  it('tells that it is longer than is looked back', () => {
    expect(readActivity(until(...Array(289).fill(0)), range)).toEqual({
      activity: 0,
      idleSince: range.from,
      idleLonger: true,
    });
  });

  it('does not take what nobody saw for idle', () => {
    expect(readActivity(until(0, 0, undefined, 0, 0), range)).toEqual({
      activity: 0,
      idleSince: NOW - 5 * MINUTE,
    });
    expect(readActivity([], range)).toBeUndefined();
    expect(readActivity(until(0, undefined, undefined), range)).toBeUndefined();
  });
});

describe('activityQuery', () => {
  it('takes the first metric that is there, of the pods under either label', () => {
    expect(
      activityQuery(
        [
          { name: 'a', full: 1 },
          { name: 'b', full: 100 },
        ],
        'fraud',
        ['explore-0'],
        { cluster: 'prod' },
      ),
    ).toBe(
      [
        'max(max_over_time({cluster="prod",namespace="fraud",pod=~"explore-0",__name__="a"}[300s])',
        ' or max_over_time({cluster="prod",exported_namespace="fraud",exported_pod=~"explore-0",__name__="a"}[300s])) / 1',
        ' or max(max_over_time({cluster="prod",namespace="fraud",pod=~"explore-0",__name__="b"}[300s])',
        ' or max_over_time({cluster="prod",exported_namespace="fraud",exported_pod=~"explore-0",__name__="b"}[300s])) / 100',
      ].join(''),
    );
  });

  it('knows the metrics of three vendors', () => {
    expect(ACCELERATOR_METRICS.map(({ full }) => full)).toEqual([
      1, 100, 100, 100,
    ]);
  });
});
