import { Pod, Workload } from '../../standins/objects';
import { Bench } from '../Bench';
import { Scenario } from '../Scenario';
import {
  annotate,
  EMPTY_STATUS,
  isPodReady,
  notebook,
  read,
  ready,
  RESTART,
  start,
  STOPPED,
} from './notebooks';
import { admitNoPods, said } from './refusals';

const LONGEST = 'n'.repeat(52);
const LONG = 'n'.repeat(53);

async function statefulSets(bench: Bench): Promise<Workload[]> {
  const all = await bench.list<Workload>('apps/v1', 'StatefulSet');
  return all.filter(({ metadata }) =>
    metadata.ownerReferences?.some(
      ({ kind, name, controller }) =>
        controller && kind === 'Notebook' && name === LONG,
    ),
  );
}

const pods = (bench: Bench) =>
  bench.list<Pod>('v1', 'Pod', `notebook-name=${LONG}`);

async function runningPod(bench: Bench): Promise<Pod> {
  const [pod] = await bench.eventually(
    () => pods(bench),
    ([only]) => only !== undefined && isPodReady(only),
  );
  return pod;
}

/** Names over 52 characters, from which the controller can derive none for a StatefulSet. */
export const longNames: Scenario[] = [
  {
    name: 'has a StatefulSet of its own name up to 52 characters',
    async run(bench) {
      await bench.create(notebook(LONGEST, { labels: { team: 'a' } }));
      const pod = await ready(bench, LONGEST);
      expect(pod.metadata.name).toBe(`${LONGEST}-0`);
    },
  },
  {
    name: 'runs under a generated name beyond; its status hardly tells',
    async run(bench) {
      await bench.create(notebook(LONG));
      const pod = await runningPod(bench);
      const [{ metadata }] = await statefulSets(bench);
      expect(metadata.name).toMatch(/^nb-[a-z0-9]{5}$/);
      expect(pod.metadata).toMatchObject({
        name: `${metadata.name}-0`,
        ownerReferences: [{ kind: 'StatefulSet', name: metadata.name }],
      });
      const seen = await bench.eventually(
        () => read(bench, LONG),
        candidate => candidate?.status?.readyReplicas === 1,
      );
      expect(seen?.status).toEqual({ ...EMPTY_STATUS, readyReplicas: 1 });
      expect(await bench.get('v1', 'Service', LONG)).toMatchObject({
        spec: { ports: [{ port: 80 }], selector: { statefulset: LONG } },
      });
    },
  },
  {
    name: 'stops and starts under a generated name, and never restarts',
    async run(bench) {
      await bench.create(notebook(LONG));
      await runningPod(bench);
      await annotate(bench, LONG, { [STOPPED]: '' });
      await bench.eventually(
        () => pods(bench),
        seen => seen.length === 0,
      );
      await start(bench, LONG);
      const { metadata } = await runningPod(bench);
      await annotate(bench, LONG, { [RESTART]: 'true' });
      await bench.remains(
        () => pods(bench),
        seen => seen.length === 1 && seen[0].metadata.uid === metadata.uid,
      );
      expect((await read(bench, LONG))?.metadata.annotations).toHaveProperty([
        RESTART,
      ]);
    },
  },
  {
    name: 'tells a refusal under a generated name only on the StatefulSet',
    async run(bench) {
      await admitNoPods(bench);
      await bench.create(notebook(LONG));
      const [{ metadata }] = await bench.eventually(
        () => statefulSets(bench),
        seen => seen.length > 0,
      );
      await bench.eventually(
        () => said(bench, 'StatefulSet', metadata.name),
        messages => messages.some(message => /exceeded quota/.test(message)),
      );
      await bench.remains(
        () => said(bench, 'Notebook', LONG),
        messages => messages.length === 0,
      );
    },
  },
  {
    name: 'makes nothing at all of a long name with labels',
    async run(bench) {
      await bench.create(notebook(LONG, { labels: { team: 'a' } }));
      await bench.remains(
        async () => ({
          notebook: await read(bench, LONG),
          sets: await statefulSets(bench),
          service: await bench.get('v1', 'Service', LONG),
        }),
        seen =>
          seen.notebook?.status === undefined &&
          seen.sets.length === 0 &&
          seen.service === undefined,
        5_000,
      );
    },
  },
];
