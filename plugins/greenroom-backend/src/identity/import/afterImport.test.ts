import {
  Discovery,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { STANDARDS } from '../../__testUtils__/Portal';
import { engineBench } from '../../reconcile/__testUtils__/engineBench';
import { RESOURCES } from '../../reconcile/__testUtils__/EngineHarness';
import { IDENTITY_NAMESPACE } from '../../render/projectIdentity';
import { Realised } from '../__testUtils__/Realised';
import { Recovery } from '../Recovery';

jest.setTimeout(120_000);

describe('an engine after an import', () => {
  const bench = engineBench();
  const project = uniqueNamespace('imported');
  let client: KubeClient;
  let discovery: Discovery;

  beforeAll(async () => {
    const { name, server, ca, accounts } = bench.cluster;
    const { token } = accounts.greenroom;
    client = new KubeClient({ name, server, ca, token });
    discovery = new Discovery(client);
    await discovery.refresh();
  });
  afterAll(async () => {
    await client?.delete(RESOURCES.namespaces, { name: project });
    await client?.close();
  });

  const objects = async () => {
    const { claims, services, statefulSets } = RESOURCES;
    const inside = { namespace: project };
    const found: KubernetesObject[] = [
      await bench.kubectl.get(RESOURCES.namespaces, { name: project }),
    ];
    for (const resource of [claims, services, statefulSets]) {
      for await (const object of bench.kubectl.list(resource, inside)) {
        found.push(object);
      }
    }
    return found.map(({ kind, metadata }) => ({
      kind,
      name: metadata.name,
      uid: metadata.uid,
      // A change of a spec would raise it, and restart what runs.
      generation: metadata.generation,
    }));
  };

  it('scenario 47: applies to what is there, makes nothing twice and restarts nothing', async () => {
    const lost = await bench.engine();
    const realised = new Realised({
      client: bench.kubectl,
      discovery,
      knex: lost.knex,
      identityNamespace: IDENTITY_NAMESPACE,
    });
    const declared = [
      await realised.declare(
        { kind: 'Project', project, name: project },
        { owner: 'group:default/fraud' },
      ),
      await realised.declare(
        { kind: 'Workbench', project, name: 'explore' },
        {
          image: { name: 'pytorch' },
          hardware: { profile: 'small-cpu' },
          storage: [{ name: 'work', size: '1Gi', mountPath: '/work' }],
        },
      ),
    ];
    const before = await objects();
    expect(before.map(({ kind }) => kind)).toEqual([
      'Namespace',
      'PersistentVolumeClaim',
      'Service',
      'StatefulSet',
    ]);

    const found = await bench.engine();
    const recovery = new Recovery({
      knex: found.knex,
      standards: () => STANDARDS,
      changed: () => {},
      cluster: () => ({
        client,
        discovery,
        identity: { takeOver: async () => ({ state: 'Ours' }) },
        identityNamespace: IDENTITY_NAMESPACE,
      }),
    });
    await recovery.import('dev', { by: 'user:default/olga', apply: true });
    // Other tests work on the same cluster: theirs is left to them.
    await found.knex('declarations').whereNot({ project }).delete();
    await found.engine.start();
    for (const declaration of declared) {
      await found.until(declaration, status => status?.observedRevision === 1);
    }
    expect(await objects()).toEqual(before);
    const rows = await found.knex('inventory').whereNotNull('uid');
    expect(rows.length).toBeGreaterThanOrEqual(before.length);
    expect(rows.every(row => row.applied_hash)).toBe(true);
    expect(rows).toContainEqual(
      expect.objectContaining({
        namespace: IDENTITY_NAMESPACE,
        name: `project-${project}`,
      }),
    );
  });
});
