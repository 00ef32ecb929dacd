import { Scenario } from '../Scenario';
import {
  annotate,
  notebook,
  podOf,
  read,
  ready,
  replaced,
  RESTART,
  start,
  stop,
  Notebook,
} from './notebooks';

const isAsked = (seen: Notebook | undefined) =>
  seen?.metadata.annotations?.[RESTART] !== undefined;

/** The restart annotation, which the controller takes away. */
export const restarting: Scenario[] = [
  {
    name: 'restarts once on the annotation, and takes that away',
    async run(bench) {
      await bench.create(notebook('restart'));
      const before = await ready(bench, 'restart');
      await annotate(bench, 'restart', { [RESTART]: 'true' });
      const after = await replaced(bench, 'restart', before);
      expect(isAsked(await read(bench, 'restart'))).toBe(false);
      await bench.remains(
        () => podOf(bench, 'restart'),
        pod => pod?.metadata.uid === after.metadata.uid,
      );
    },
  },
  {
    name: 'restarts again each time that an applied intent holds the annotation',
    async run(bench) {
      const intent = notebook('forever');
      await bench.apply(intent);
      const first = await ready(bench, 'forever');
      const asking = notebook('forever', {
        annotations: { [RESTART]: 'true' },
      });
      await bench.apply(asking);
      const second = await replaced(bench, 'forever', first);
      await bench.apply(asking);
      await replaced(bench, 'forever', second);
    },
  },
  {
    name: 'keeps the annotation of a stopped Notebook until there is a pod to restart',
    async run(bench) {
      await bench.create(notebook('patient'));
      await ready(bench, 'patient');
      await stop(bench, 'patient');
      await annotate(bench, 'patient', { [RESTART]: 'true' });
      await bench.remains(() => read(bench, 'patient'), isAsked);
      await start(bench, 'patient');
      await bench.eventually(
        () => read(bench, 'patient'),
        seen => !isAsked(seen),
      );
      await ready(bench, 'patient');
    },
  },
];
