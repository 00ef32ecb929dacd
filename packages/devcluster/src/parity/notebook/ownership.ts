import { Workload } from '../../standins/objects';
import { Scenario } from '../Scenario';
import { notebook, NOTEBOOK_API, podOf, ready } from './notebooks';

const CLAIM = 'kept-data';

/** What is made for a Notebook comes again, and goes with it; data stays. */
export const ownership: Scenario[] = [
  {
    name: 'makes again what somebody deleted by hand',
    async run(bench) {
      await bench.create(notebook('healed'));
      await ready(bench, 'healed');
      const kinds: [string, string][] = [
        ['apps/v1', 'StatefulSet'],
        ['v1', 'Service'],
      ];
      for (const [apiVersion, kind] of kinds) {
        const before = await bench.get(apiVersion, kind, 'healed');
        await bench.remove(apiVersion, kind, 'healed');
        await bench.eventually(
          () => bench.get(apiVersion, kind, 'healed'),
          seen =>
            seen !== undefined && seen.metadata.uid !== before?.metadata.uid,
        );
      }
      await ready(bench, 'healed');
    },
  },
  {
    name: 'lets what it made go with the Notebook, but not the volume',
    async run(bench) {
      await bench.create({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: CLAIM },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      });
      await bench.create(
        notebook('gone', {
          container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
          pod: {
            volumes: [
              { name: 'data', persistentVolumeClaim: { claimName: CLAIM } },
            ],
          },
        }),
      );
      await ready(bench, 'gone');
      await bench.remove(NOTEBOOK_API, 'Notebook', 'gone');
      await bench.eventually(
        async () => [
          await bench.get<Workload>('apps/v1', 'StatefulSet', 'gone'),
          await bench.get('v1', 'Service', 'gone'),
          await podOf(bench, 'gone'),
        ],
        seen => seen.every(object => object === undefined),
      );
      const claim = await bench.get('v1', 'PersistentVolumeClaim', CLAIM);
      expect(claim?.metadata).not.toHaveProperty('deletionTimestamp');
      expect(claim).toMatchObject({ status: { phase: 'Bound' } });
    },
  },
];
