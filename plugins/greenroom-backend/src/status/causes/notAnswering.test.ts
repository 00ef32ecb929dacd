import { SeenContainer } from '@greenroom/backstage-plugin-greenroom-node';
import {
  aModelServer,
  anEvent,
  aPod,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { explained } from '../testUtils/anEvidence';

const REFUSED =
  'Startup probe failed: Get "http://10.246.0.3:8888/notebook/fraud/explore/api": dial tcp 10.246.0.3:8888: connect: connection refused';
const NOTHING = 'Startup probe failed: HTTP probe failed with statuscode: 404';
const KILLING = 'Container main failed startup probe, will be restarted';

const unhealthy = (message: string, count = 12) =>
  anEvent('Pod/explore-0', 'Unhealthy', message, { count });
const killing = (message = KILLING) =>
  anEvent('Pod/explore-0', 'Killing', message, {
    type: 'Normal',
    lastSeen: '2026-08-01T10:06:42Z',
  });
/** Up again after it ended so. */
const restarted = (finishedAt: string, exitCode = 0) => {
  const pod = aPod().running().build();
  const container: SeenContainer = {
    ...pod.containers[0],
    restartCount: 1,
    lastTerminated: { reason: 'Completed', exitCode, finishedAt },
  };
  return { ...pod, containers: [container] };
};
const soon = restarted('2026-08-01T10:06:43Z');

describe('a container that runs and does not answer (kubelet 1.36)', () => {
  it('has nothing where it is to answer', () => {
    expect(
      explained({
        pods: [aPod().running().build()],
        events: [unhealthy(NOTHING), unhealthy(REFUSED, 1)],
      }),
    ).toMatchObject({
      reason: 'NotAnswering',
      summary:
        'It runs, but has nothing where it is to say that it is ready: it answers 404 there.',
      chain: [expect.anything(), { evidence: NOTHING }],
      fixes: [
        {
          text: 'Choose an image with Jupyter, or one that serves under the path in NB_PREFIX',
        },
        { text: 'Read its log for what it does instead' },
      ],
    });
  });

  it('says to whom a model server is to be shown', () => {
    expect(
      explained({
        asset: aModelServer(),
        pods: [aPod().running().build()],
        events: [unhealthy(NOTHING)],
      })?.fixes[0],
    ).toEqual({
      text: 'Ask the platform team to correct where the serving runtime says that it is ready',
    });
  });

  it.each([
    ['startup', KILLING, ' in the time that a start may take'],
    ['liveness', KILLING.replace('startup', 'liveness'), ''],
  ])('is restarted by its %s probe', (_probe, message, when) => {
    expect(
      explained({
        pods: [soon],
        events: [unhealthy(REFUSED), killing(message)],
      }),
    ).toMatchObject({
      reason: 'NotAnswering',
      summary: `It runs, but does not answer${when}, and is restarted again and again.`,
      chain: [expect.anything(), { evidence: REFUSED }],
    });
  });

  it('knows the cause also when it does not end well', () => {
    expect(
      explained({
        pods: [restarted('2026-08-01T10:07:12Z', 137)],
        events: [unhealthy(NOTHING), killing()],
      }),
    ).toMatchObject({ reason: 'NotAnswering' });
  });

  it.each([
    ['is still loading', aPod().running().build(), [unhealthy(REFUSED)]],
    [
      'said so only at first',
      aPod().running().build(),
      [unhealthy(NOTHING, 2)],
    ],
    ['is ready by now', aPod().ready().build(), [unhealthy(NOTHING)]],
  ])('finds nothing wrong while it %s', (_what, pod, events) => {
    expect(explained({ pods: [pod], events })).toBeUndefined();
  });

  it('does not take a crash of later, or of another container, for it', () => {
    const crashed = restarted('2026-08-01T10:20:00Z', 1);
    for (const events of [
      [killing()],
      [killing(KILLING.replace('main', 'proxy'))],
    ]) {
      expect(explained({ pods: [crashed], events })).toMatchObject({
        reason: 'CrashLoop',
      });
    }
  });
});
