import { KubernetesObject } from '@greenroom/controller-runtime';
import { Pod } from '../../standins/objects';
import { Bench } from '../Bench';
import { Scenario } from '../Scenario';
import {
  annotate,
  notebook,
  NOTEBOOK_API,
  podOf,
  read,
  ready,
  replaced,
  start,
  stop,
} from './notebooks';

const label = (bench: Bench, name: string, labels: Record<string, string>) =>
  bench.label(NOTEBOOK_API, 'Notebook', name, labels);

/** What stays as it is while the pod does. */
const staysOn = (bench: Bench, { metadata }: Pod, name: string) =>
  bench.remains(
    () => podOf(bench, name),
    pod =>
      pod?.metadata.uid === metadata.uid &&
      pod?.metadata.labels?.team === metadata.labels?.team &&
      pod?.metadata.annotations?.note === metadata.annotations?.note,
  );

const generation = async (
  bench: Bench,
  apiVersion: string,
  kind: string,
  name: string,
) => (await bench.get(apiVersion, kind, name))?.metadata.generation;

/** What an edit of a Notebook does to what runs. */
export const editing: Scenario[] = [
  {
    name: 'passes edited labels on only with the next stop or start',
    async run(bench) {
      await bench.create(notebook('labels', { labels: { team: 'a' } }));
      const pod = await ready(bench, 'labels');
      await label(bench, 'labels', { team: 'b', added: 'later' });
      await staysOn(bench, pod, 'labels');
      await stop(bench, 'labels');
      await start(bench, 'labels');
      const next = await ready(bench, 'labels');
      expect(next.metadata.labels).toMatchObject({ team: 'b', added: 'later' });
    },
  },
  {
    name: 'never passes edited annotations on, not even with a stop and a start',
    async run(bench) {
      await bench.create(notebook('notes', { annotations: { note: 'a' } }));
      const pod = await ready(bench, 'notes');
      expect(pod.metadata.annotations).toMatchObject({ note: 'a' });
      await annotate(bench, 'notes', { note: 'b', added: 'later' });
      await staysOn(bench, pod, 'notes');
      await stop(bench, 'notes');
      await start(bench, 'notes');
      const { annotations } = (await ready(bench, 'notes')).metadata;
      expect(annotations).toMatchObject({ note: 'a' });
      expect(annotations).not.toHaveProperty('added');
    },
  },
  {
    name: 'replaces the pod when the spec changes, if only by one variable',
    async run(bench) {
      await bench.apply(notebook('spec'));
      const before = await ready(bench, 'spec');
      const env = [{ name: 'LOG_LEVEL', value: 'info' }];
      await bench.apply(notebook('spec', { container: { env } }));
      const after = await replaced(bench, 'spec', before);
      expect(after).toMatchObject({
        spec: { containers: [{ env: expect.arrayContaining(env) }] },
      });
    },
  },
  {
    name: 'is not changed by the same intent applied again, in spite of all defaults',
    async run(bench) {
      // Protocol, scheme, periods and more are left to the server.
      const intent = notebook('same', {
        container: {
          ports: [{ containerPort: 8888 }],
          readinessProbe: { httpGet: { path: '/api', port: 8888 } },
        },
      });
      await bench.apply(intent);
      const pod = await ready(bench, 'same');
      await bench.eventually(
        async () => {
          const before = await read(bench, 'same');
          const after = await bench.apply(intent);
          return [before, after].map(seen => seen?.metadata.resourceVersion);
        },
        ([before, after]) => before === after,
      );
      await staysOn(bench, pod, 'same');
      expect(await generation(bench, NOTEBOOK_API, 'Notebook', 'same')).toBe(1);
      expect(await generation(bench, 'apps/v1', 'StatefulSet', 'same')).toBe(1);
    },
  },
  {
    name: 'is merged into silently by an apply over what somebody else created',
    async run(bench) {
      await bench.create(notebook('taken', { labels: { team: 'theirs' } }));
      await ready(bench, 'taken');
      const merged = await bench.apply<KubernetesObject>(
        notebook('taken', { labels: { stamp: 'ours' } }),
        'somebody-else',
      );
      expect(merged.metadata.labels).toMatchObject({
        team: 'theirs',
        stamp: 'ours',
      });
    },
  },
];
