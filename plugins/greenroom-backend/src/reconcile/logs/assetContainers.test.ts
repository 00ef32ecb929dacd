import { aPod } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { SeenPod } from '@greenroom/backstage-plugin-greenroom-node';
import { assetContainers } from './assetContainers';

const created = (pod: SeenPod, creationTimestamp: string): SeenPod => ({
  ...pod,
  metadata: { ...pod.metadata, creationTimestamp },
});

describe('assetContainers', () => {
  it('tells what runs, and that it has a log', () => {
    expect(assetContainers([aPod().ready().build()])).toEqual([
      {
        pod: 'explore-0',
        container: 'main',
        init: false,
        state: 'running',
        restarts: 0,
        log: true,
        previousLog: false,
      },
    ]);
  });

  it('tells why one waits that has not run', () => {
    expect(
      assetContainers([aPod().waiting('ImagePullBackOff').build()]),
    ).toMatchObject([
      { state: 'waiting', reason: 'ImagePullBackOff', log: false },
    ]);
  });

  it('has the log of one that waits to be started again', () => {
    expect(assetContainers([aPod().crashing().build()])).toMatchObject([
      {
        state: 'waiting',
        reason: 'CrashLoopBackOff',
        restarts: 3,
        log: true,
        previousLog: true,
      },
    ]);
  });

  it('puts the newest pod first, and what only prepares last', () => {
    const [main] = aPod().ready().build().containers;
    const pod = {
      ...aPod('new-0').ready().build(),
      containers: [
        {
          ...main,
          name: 'git-clone',
          init: true,
          running: undefined,
          terminated: { reason: 'Completed', exitCode: 0 },
        },
        main,
      ],
    };
    const old = aPod('old-0').ready().build();
    expect(
      assetContainers([
        created(old, '2026-08-01T10:00:00Z'),
        created(pod, '2026-08-01T11:00:00Z'),
      ]).map(({ pod: name, container }) => `${name}/${container}`),
    ).toEqual(['new-0/main', 'old-0/main', 'new-0/git-clone']);
  });
});
