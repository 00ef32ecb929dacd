import {
  Observations,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  aClaim,
  aCluster,
  aConnection,
  aPod,
  aWorkbench,
  aWorkload,
  resolvedStandards,
  seen,
  seenSoFar,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { ClusterMetrics } from '../metrics';
import { secretConnection } from '../targets/secret';
import { statefulSetWorkbench } from '../targets/statefulset';
import { assetUsage } from './assetUsage';

const AT = Date.parse('2026-08-01T10:20:00.000Z');
const at = new Date(AT).toISOString();
const storage = [
  { name: 'work', size: '20Gi', mountPath: '/work' },
  { name: 'data', existing: 'shared', mountPath: '/data' },
];
const explore = aWorkbench({ spec: { storage } });
const running = seen(
  aWorkload('StatefulSet', 'explore'),
  aPod().ready(),
  // It only says that it is one of the workbench's.
  aPod('stranger-0').ready(),
  aClaim('shared', { requested: '50Gi' }),
);

function metrics(answers: Partial<ClusterMetrics> = {}) {
  return {
    volumes: jest.fn(async () => ({
      at: AT,
      value: new Map([
        ['fraud/explore-work', { usedBytes: 12, capacityBytes: 20 }],
        ['churn/shared', { usedBytes: 1, capacityBytes: 2 }],
      ]),
    })),
    activity: jest.fn(async () => ({
      at: AT,
      value: { activity: 0, idleSince: AT - 60_000 },
    })),
    close: jest.fn(),
    ...answers,
  };
}

const usage = (
  observations: Observations,
  known?: ReturnType<typeof metrics>,
  declaration: object = explore,
  target: unknown = statefulSetWorkbench,
) =>
  assetUsage(
    {
      scope: {
        capabilities: aCluster(),
        observer: { observations: () => observations },
        metrics: known,
      },
      target: target as Target,
    },
    { ...declaration, resolved: resolvedStandards() } as StoredDeclaration,
  );

describe('assetUsage', () => {
  it('tells of the claims and pods of the asset', async () => {
    const known = metrics();
    expect(await usage(running, known)).toEqual({
      volumes: [
        {
          name: 'work',
          claim: 'explore-work',
          requested: '20Gi',
          usedBytes: 12,
          capacityBytes: 20,
          observedAt: at,
        },
        {
          name: 'data',
          claim: 'shared',
          requested: '50Gi',
          unknown: 'notReported',
        },
      ],
      accelerator: {
        activity: 0,
        idleSince: '2026-08-01T10:19:00.000Z',
        observedAt: at,
      },
    });
    expect(known.activity).toHaveBeenCalledWith('fraud', ['explore-0']);
  });

  it('says why it knows nothing', async () => {
    const unknowns = async (known?: ReturnType<typeof metrics>) => {
      const { volumes, accelerator } = await usage(running, known);
      return [...volumes.map(({ unknown }) => unknown), accelerator?.unknown];
    };
    expect(await unknowns()).toEqual(Array(3).fill('notConfigured'));
    const error = new Error('down');
    expect(
      await unknowns(
        metrics({
          volumes: async () => ({ error }),
          activity: async () => ({ error }),
        }),
      ),
    ).toEqual(Array(3).fill('unreachable'));
    expect(
      await unknowns(
        metrics({
          volumes: async () => ({ at: AT, value: new Map() }),
          activity: async () => ({ at: AT, value: undefined }),
        }),
      ),
    ).toEqual(Array(3).fill('notReported'));
  });

  it('asks for no pods that it does not know, or that hold nothing', async () => {
    const known = metrics();
    expect(await usage(seenSoFar(), known)).toMatchObject({
      accelerator: { unknown: 'unreachable' },
    });
    for (const pod of [aPod(), aPod().ready().holding({})]) {
      const idle = seen(aWorkload('StatefulSet', 'explore'), pod);
      expect((await usage(idle, known)).accelerator).toBeUndefined();
    }
    expect(known.activity).not.toHaveBeenCalled();
  });

  it('asks nothing of what has neither volumes nor pods', async () => {
    const known = metrics();
    expect(
      await usage(running, known, aConnection(), secretConnection),
    ).toEqual({ volumes: [] });
    expect(known.volumes).not.toHaveBeenCalled();
  });
});
