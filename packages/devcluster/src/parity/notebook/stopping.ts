import { Scenario } from '../Scenario';
import {
  annotate,
  EMPTY_STATUS,
  notebook,
  podOf,
  read,
  ready,
  start,
  stop,
  STOPPED,
} from './notebooks';

/** The stop annotation, whoever set it. */
export const stopping: Scenario[] = [
  {
    name: 'stops on the annotation and starts when it is gone',
    async run(bench) {
      await bench.create(notebook('cycle'));
      await ready(bench, 'cycle');
      await stop(bench, 'cycle');
      const stopped = await bench.eventually(
        () => read(bench, 'cycle'),
        seen =>
          seen?.status?.conditions?.length === 0 &&
          seen.status.readyReplicas === 0,
      );
      expect(stopped?.status).toEqual(EMPTY_STATUS);
      await start(bench, 'cycle');
      await ready(bench, 'cycle');
    },
  },
  {
    name: 'is stopped by the presence of the annotation, whatever it says',
    async run(bench) {
      const values = ['', 'false', 'odh-notebook-controller-lock'];
      for (const [index, value] of values.entries()) {
        const name = `presence-${index}`;
        await bench.create(
          notebook(name, { annotations: { [STOPPED]: value } }),
        );
        const stopped = await bench.eventually(
          () => read(bench, name),
          seen => seen?.status !== undefined,
        );
        expect(stopped?.status).toEqual(EMPTY_STATUS);
        expect(await bench.get('apps/v1', 'StatefulSet', name)).toMatchObject({
          spec: { replicas: 0 },
        });
        expect(await podOf(bench, name)).toBeUndefined();
        await start(bench, name);
        // What a Notebook bears when it is made stays on its pods.
        const { metadata } = await ready(bench, name);
        expect(metadata.annotations).toMatchObject({ [STOPPED]: value });
      }
    },
  },
  {
    name: 'stays stopped by somebody else when its intent is applied again, until a patch takes that away',
    async run(bench) {
      const intent = notebook('others');
      await bench.apply(intent);
      await ready(bench, 'others');
      await stop(bench, 'others');
      await bench.apply(intent);
      expect(
        (await read(bench, 'others'))?.metadata.annotations,
      ).toHaveProperty(STOPPED);
      await bench.remains(
        () => podOf(bench, 'others'),
        pod => pod === undefined,
      );
      await annotate(bench, 'others', { [STOPPED]: null });
      await ready(bench, 'others');
    },
  },
];
