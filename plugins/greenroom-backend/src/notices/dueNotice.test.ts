import {
  Declaration,
  Explanation,
  Phase,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  aModelServer,
  aProject,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { dueNotice } from './dueNotice';
import { Notified } from './Notice';

const NOW = new Date('2026-08-02T12:00:00.000Z');
const explore = aWorkbench();
const started = (at: string): Partial<Declaration> => ({
  runState: { wanted: 'running', by: 'user:default/dana', at },
});

const aStatus = (phase: Phase, more: Partial<Status> = {}): Status => ({
  phase,
  revision: 1,
  observedRevision: 1,
  observedAt: '2026-08-02T12:00:00.000Z',
  stale: false,
  conditions: [],
  steps: [],
  endpoints: [],
  ...more,
});

const explanation: Explanation = {
  reason: 'ImagePullFailed',
  summary: 'The image cannot be pulled.',
  chain: [],
  fixes: [
    { text: 'Choose another image' },
    { text: 'Ask the platform team for it' },
  ],
};

const due = (
  before: Phase | undefined,
  after: Phase | Status,
  notified: Notified = {},
  declaration: Declaration = explore,
) =>
  dueNotice(
    {
      declaration,
      before: before && aStatus(before),
      after: typeof after === 'string' ? aStatus(after) : after,
      now: NOW,
    },
    notified,
  );

/** Ready, and stopped by the cluster in so many minutes, for want of use. */
const idle = (minutes: number, idleAfter = 24 * 60): Status => {
  const stops = NOW.getTime() + minutes * 60_000;
  return aStatus('Ready', {
    idle: {
      lastActivity: new Date(stops - idleAfter * 60_000).toISOString(),
      stopsAt: new Date(stops).toISOString(),
    },
  });
};

/** What has been told by a notice of the topic at this time. */
const told = (
  topic: 'ready' | 'failed',
  at = '2026-08-02T11:00:00.000Z',
): Notified => {
  const first = due('Pending', topic === 'ready' ? 'Ready' : 'Failed');
  return { [topic]: { ...first!.notified[topic]!, at } };
};

describe('dueNotice', () => {
  it('tells the owner that it is ready, and where', () => {
    expect(due('Progressing', 'Ready')).toEqual({
      notice: {
        topic: 'ready',
        owner: explore.owner,
        entityRef: 'resource:fraud/explore',
        scope: `${explore.id}/ready`,
        title: `Workbench ${explore.spec.title ?? 'explore'} is ready`,
        description: 'It can be opened from its page.',
        severity: 'normal',
      },
      notified: {
        ready: { occurrence: explore.createdAt, at: NOW.toISOString() },
      },
    });
  });

  it('tells what is wrong, and the first thing to do about it', () => {
    const { notice } = due('Pending', aStatus('Failed', { explanation }))!;
    expect(notice).toMatchObject({
      topic: 'failed',
      title: expect.stringMatching(/^Workbench .* has failed$/),
      description: 'The image cannot be pulled. Choose another image.',
      severity: 'high',
    });
  });

  it('has words for model servers', () => {
    const { notice } = due('Progressing', 'Ready', {}, aModelServer())!;
    expect(notice).toMatchObject({
      title: expect.stringMatching(/^Model server /),
      description: 'It answers requests.',
      entityRef: expect.stringMatching(/^component:/),
    });
  });

  it('warns before the cluster stops it, and says when', () => {
    const { notice, notified } = due('Ready', idle(20))!;
    expect(notice).toMatchObject({
      topic: 'stopping',
      title: expect.stringMatching(/ is about to be stopped$/),
      description: expect.stringContaining('at 2026-08-02 12:20 UTC'),
      severity: 'normal',
    });
    // Some minutes later nothing but the time has changed.
    expect(due('Ready', idle(20), notified)).toBeUndefined();
    // It was used meanwhile, and then not any more.
    expect(due('Ready', idle(15), notified)).toBeDefined();
  });

  it.each([
    ['there is time', idle(31)],
    ['the cluster is quick, and half of the time is not over', idle(8, 10)],
    ['it should have happened', idle(-1)],
    [
      'nobody knows when it will be',
      aStatus('Ready', { idle: { lastActivity: NOW.toISOString() } }),
    ],
  ])('does not warn while %s', (_, status) => {
    expect(due('Ready', status)).toBeUndefined();
  });

  it('keeps what was told of other topics', () => {
    const ready = told('ready');
    expect(due('Pending', 'Failed', ready)?.notified).toMatchObject(ready);
  });

  it.each<[string, ReturnType<typeof due>]>([
    ['it was ready before', due('Ready', 'Ready')],
    ['it blinked', due('Degraded', 'Ready', told('ready'))],
    ['it was out of sight', due('Unknown', 'Ready')],
    ['nothing is known of before', due(undefined, 'Ready')],
    ['it has not failed anew', due('Failed', 'Failed')],
    ['it crashes again and again', due('Ready', 'Failed', told('failed'))],
    [
      'what is seen may be old',
      due('Pending', aStatus('Ready', { stale: true })),
    ],
    ['it is on its way', due('Pending', 'Progressing')],
    ['it was stopped', due('Ready', 'Stopped')],
    ['nobody waits for it', due('Pending', 'Ready', {}, aProject())],
    [
      'it is being deleted',
      due(
        'Pending',
        'Failed',
        {},
        {
          ...explore,
          deletion: { by: 'a', at: explore.createdAt, deleteData: false },
        },
      ),
    ],
  ])('tells nothing when %s', (_, result) => {
    expect(result).toBeUndefined();
  });

  it.each<[string, ReturnType<typeof due>]>([
    [
      'somebody started it again',
      due('Progressing', 'Ready', told('ready'), {
        ...explore,
        ...started('2026-08-02T11:30:00.000Z'),
      } as Declaration),
    ],
    [
      'another revision fails',
      due('Ready', 'Failed', told('failed'), { ...explore, revision: 9 }),
    ],
    [
      'it fails after it was well for long',
      due('Ready', 'Failed', told('failed', '2026-08-01T11:00:00.000Z')),
    ],
    ['it fails at once', due(undefined, 'Failed')],
  ])('tells it once more when %s', (_, result) => {
    expect(result).toBeDefined();
  });
});
