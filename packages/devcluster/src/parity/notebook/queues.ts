import { KubernetesObject } from '@greenroom/controller-runtime';
import { Condition } from '../../standins/objects';
import { Bench } from '../Bench';
import { Scenario } from '../Scenario';
import {
  Notebook,
  notebook,
  NOTEBOOK_API,
  read,
  ready,
  start,
  stop,
} from './notebooks';

const KUEUE = 'kueue.x-k8s.io/v1beta2';
const QUEUE_NAME = 'kueue.x-k8s.io/queue-name';
const needs = { apiVersion: KUEUE, kind: 'LocalQueue' };

interface Workload extends KubernetesObject {
  status?: { conditions?: Condition[] };
}

/** A queue `team` with one CPU, whose flavour has a node selector and a toleration. */
async function withQueue(
  bench: Bench,
  work: () => Promise<void>,
): Promise<void> {
  const shared = { name: bench.namespace };
  const kueue = (kind: string, metadata: { name: string }, spec: object) =>
    bench.create({ apiVersion: KUEUE, kind, metadata, spec });
  await kueue('ResourceFlavor', shared, {
    nodeLabels: { 'kubernetes.io/os': 'linux' },
    tolerations: [{ key: 'example.org/team', operator: 'Exists' }],
  });
  await kueue('ClusterQueue', shared, {
    namespaceSelector: {},
    resourceGroups: [
      {
        coveredResources: ['cpu', 'memory'],
        flavors: [
          {
            ...shared,
            resources: [
              { name: 'cpu', nominalQuota: 1 },
              { name: 'memory', nominalQuota: '8Gi' },
            ],
          },
        ],
      },
    ],
  });
  await kueue('LocalQueue', { name: 'team' }, { clusterQueue: shared.name });
  try {
    await work();
  } finally {
    await bench.remove(KUEUE, 'ClusterQueue', shared.name);
    await bench.remove(KUEUE, 'ResourceFlavor', shared.name);
  }
}

const queued = (name: string, cpu: string) =>
  notebook(name, {
    labels: { [QUEUE_NAME]: 'team' },
    container: { resources: { requests: { cpu, memory: '128Mi' } } },
  });

/** Waits until its entry of the queue has no quota for this reason. */
async function waitsFor(
  bench: Bench,
  name: string,
  reason: string,
): Promise<void> {
  await bench.eventually(
    async () => {
      const entries = await bench.list<Workload>(KUEUE, 'Workload');
      return entries.filter(({ metadata }) =>
        metadata.ownerReferences?.some(
          owner => owner.kind === 'StatefulSet' && owner.name === name,
        ),
      );
    },
    entries =>
      entries.length === 1 &&
      (entries[0].status?.conditions ?? []).some(
        condition =>
          condition.type === 'QuotaReserved' &&
          condition.status === 'False' &&
          condition.reason === reason,
      ),
  );
}

const isGated = (seen: Notebook | undefined) => {
  const [only, ...more] = seen?.status?.conditions ?? [];
  return (
    more.length === 0 &&
    only?.type === 'PodScheduled' &&
    only.status === 'False' &&
    only.reason === 'SchedulingGated'
  );
};

/** A Notebook in a queue of Kueue. */
export const notebookQueueScenarios: Scenario[] = [
  {
    name: 'says only that it is gated; why is on the entry of its StatefulSet',
    needs,
    run: bench =>
      withQueue(bench, async () => {
        await bench.create(queued('never', '2'));
        await waitsFor(bench, 'never', 'ExceedsMaxQuota');
        const seen = await bench.eventually(
          () => read(bench, 'never'),
          isGated,
        );
        expect(seen?.status).toMatchObject({
          containerState: {},
          readyReplicas: 0,
        });
      }),
  },
  {
    name: 'runs where its flavour says, frees the quota when stopped, and queues again when started',
    needs,
    run: bench =>
      withQueue(bench, async () => {
        await bench.create(queued('first', '1'));
        expect(await ready(bench, 'first')).toMatchObject({
          spec: {
            nodeSelector: { 'kubernetes.io/os': 'linux' },
            tolerations: expect.arrayContaining([
              { key: 'example.org/team', operator: 'Exists' },
            ]),
          },
        });
        await bench.create(queued('second', '1'));
        await waitsFor(bench, 'second', 'WaitingForQuota');
        await stop(bench, 'first');
        await ready(bench, 'second');
        await start(bench, 'first');
        await waitsFor(bench, 'first', 'WaitingForQuota');
        await bench.eventually(() => read(bench, 'first'), isGated);
      }),
  },
  {
    name: 'takes another queue while it runs, but its StatefulSet does not',
    needs,
    run: bench =>
      withQueue(bench, async () => {
        await bench.create(queued('loyal', '1'));
        await ready(bench, 'loyal');
        await bench.label(NOTEBOOK_API, 'Notebook', 'loyal', {
          [QUEUE_NAME]: 'other',
        });
        await bench.remains(
          () => bench.get('apps/v1', 'StatefulSet', 'loyal'),
          seen => seen?.metadata.labels?.[QUEUE_NAME] === 'team',
          5_000,
        );
        expect((await read(bench, 'loyal'))?.metadata.labels).toMatchObject({
          [QUEUE_NAME]: 'other',
        });
      }),
  },
];
