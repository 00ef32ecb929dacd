import { KubernetesObject } from '@greenroom/controller-runtime';
import { Bench } from '../Bench';
import { Scenario } from '../Scenario';
import { EMPTY_STATUS, notebook, read } from './notebooks';

/** Messages of the events about an object. */
export async function said(
  bench: Bench,
  kind: string,
  name: string,
): Promise<string[]> {
  const events = await bench.list<KubernetesObject>('v1', 'Event');
  return events
    .filter(({ involvedObject }) => {
      const about = involvedObject as { kind?: string; name?: string };
      return about.kind === kind && about.name === name;
    })
    .map(({ message }) => String(message));
}

/** No pod is admitted from now on. */
export function admitNoPods(bench: Bench): Promise<void> {
  return bench.create({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'none' },
    spec: { hard: { pods: '0' } },
  });
}

/** It is told in an event of the Notebook, and its status is as if it were stopped. */
async function toldByEvent(bench: Bench, name: string, refusal: RegExp) {
  await bench.eventually(
    () => said(bench, 'Notebook', name),
    messages => messages.some(message => refusal.test(message)),
  );
  expect((await read(bench, name))?.status).toEqual(EMPTY_STATUS);
}

/** What is not admitted. */
export const refusals: Scenario[] = [
  {
    name: 'tells a quota refusal only by events, reissued on the Notebook',
    async run(bench) {
      await admitNoPods(bench);
      await bench.create(notebook('refused'));
      await toldByEvent(
        bench,
        'refused',
        /^Reissued from statefulset\/refused: .*exceeded quota/,
      );
    },
  },
  {
    name: 'tells a refusal of Pod Security the same way',
    async run(bench) {
      await bench.enforce('restricted');
      await bench.create(notebook('insecure'));
      await toldByEvent(
        bench,
        'insecure',
        /^Reissued from statefulset\/insecure: .*violates PodSecurity "restricted/,
      );
    },
  },
  {
    name: 'has no metadata in the template of its pod: a strict decoding error',
    async run(bench) {
      const { spec, ...rest } = notebook('template');
      const { template } = spec as { template: object };
      await expect(
        bench.createStrictly({
          ...rest,
          spec: { template: { ...template, metadata: { labels: { a: 'b' } } } },
        }),
      ).rejects.toThrow(
        /strict decoding error: unknown field "spec\.template\.metadata"/,
      );
      expect(await read(bench, 'template')).toBeUndefined();
    },
  },
];
