import {
  ApiError,
  Discovery,
  UnreachableError,
} from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { Knex } from 'knex';
import {
  startPostgres,
  startSqlite,
  TestDatabase,
} from '../__testUtils__/databases';
import { STANDARDS } from '../__testUtils__/Portal';
import { DatabaseDeclarationStore } from '../declarations/DatabaseDeclarationStore';
import { IdentityBench } from './__testUtils__/IdentityBench';
import { Realised } from './__testUtils__/Realised';
import { Recovery } from './Recovery';

jest.setTimeout(120_000);

/** What `uniqueNamespace` ends with. */
const ANOTHER_TEST = /-[0-9a-f]{8}\b/;
const REQUEST = { by: 'user:default/olga' };
const WORKBENCH = {
  image: { name: 'pytorch' },
  hardware: { profile: 'small-cpu' },
  storage: [{ name: 'work', size: '1Gi', mountPath: '/work' }],
};

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
])('recovery on %s', (_name, start) => {
  let database: TestDatabase;
  let bench: IdentityBench;
  let discovery: Discovery;
  let knex: Knex;
  let project: string;
  let realised: Realised;
  const changed = jest.fn();

  beforeAll(async () => {
    [database, bench] = await Promise.all([start(), IdentityBench.open()]);
    discovery = new Discovery(bench.client);
    await discovery.refresh();
  });
  afterAll(async () => {
    await bench?.close();
    await database?.stop();
  });

  const store = () =>
    DatabaseDeclarationStore.create({ getClient: async () => knex });
  const recovery = async (installation = 'us') => {
    const identity = await bench.identity(knex, { installation });
    return new Recovery({
      knex,
      standards: () => STANDARDS,
      changed,
      cluster: () => ({ client: bench.client, discovery, identity }),
    });
  };
  const declareBoth = async () => [
    await realised.declare(
      { kind: 'Project', project, name: project },
      { owner: 'group:default/fraud' },
    ),
    await realised.declare(
      { kind: 'Workbench', project, name: 'explore' },
      WORKBENCH,
    ),
  ];
  /** Other tests work on the same cluster: theirs is not looked at. */
  const importAll = async (apply: boolean) => {
    const result = await (
      await recovery()
    ).import('dev', { ...REQUEST, apply });
    return {
      ...result,
      declarations: result.declarations.filter(
        each => each.project === project,
      ),
      // What is no single object's is everybody's.
      problems: result.problems.filter(
        ({ object }) => object.includes(project) || !ANOTHER_TEST.test(object),
      ),
    };
  };
  const inventory = () =>
    knex('inventory')
      .where(table =>
        table.where('namespace', project).orWhere('name', project),
      )
      .orderBy(['kind', 'name'])
      .select(
        'declaration_id',
        'api_version',
        'kind',
        'namespace',
        'name',
        'nonce',
        'uid',
        'on_delete',
      );
  const untimed = async (id: string) => {
    const { updatedAt, createdAt, ...rest } = (await (
      await store()
    ).getById(id))!;
    return rest;
  };

  beforeEach(async () => {
    await bench.reset();
    changed.mockClear();
    project = uniqueNamespace('recovery');
    knex = await database.create();
    await store();
    realised = new Realised({ client: bench.kubectl, discovery, knex });
  });
  afterEach(async () => {
    const namespace = discovery.resource('v1', 'Namespace')!;
    for await (const { metadata } of bench.kubectl.list(namespace, {
      fieldSelector: `metadata.name=${project}`,
    })) {
      await bench.kubectl.delete(namespace, { name: metadata.name });
    }
  });

  it('rebuilds a lost database from the cluster, as it was', async () => {
    const declared = await declareBoth();
    const ids = declared.map(({ id }) => id);
    const before = {
      declarations: await Promise.all(ids.map(untimed)),
      inventory: await inventory(),
    };
    expect(before.inventory.length).toBeGreaterThan(4);

    knex = await database.create();
    await store();
    const dry = await importAll(false);
    expect(dry).toMatchObject({
      applied: false,
      declarations: [
        { id: ids[0], kind: 'Project', action: 'create', revision: 1 },
        { id: ids[1], kind: 'Workbench', action: 'create', revision: 1 },
      ],
    });
    expect(dry.problems[0]).toEqual({
      object: expect.stringContaining('ReplicaSet'),
      message: expect.stringContaining('may not list these kinds'),
    });
    expect(await knex('declarations')).toEqual([]);
    expect(changed).not.toHaveBeenCalled();

    const done = await importAll(true);
    expect(done).toEqual({ ...dry, applied: true });
    expect(changed).toHaveBeenCalledWith(expect.arrayContaining(ids), 'dev');
    expect({
      declarations: await Promise.all(ids.map(untimed)),
      inventory: await inventory(),
    }).toEqual(before);
    expect(await knex('inventory').whereNotNull('applied_hash')).toEqual([]);
    expect(await (await store()).history(ids[1])).toMatchObject([
      {
        revision: 1,
        author: 'import',
        reason: 'Imported from cluster dev by user:default/olga',
      },
    ]);
    expect((await importAll(true)).declarations).toEqual([]);
  });

  it('brings a restored database up to the cluster', async () => {
    const [, workbench] = await declareBoth();
    const backup = await knex('declarations').where({ id: workbench.id });
    const newer = await realised.declare(
      { kind: 'Workbench', project, name: 'explore' },
      { ...WORKBENCH, title: 'Newer' },
    );
    const rows = await inventory();
    await knex('inventory').where({ kind: 'Service' }).delete();
    await knex('revisions')
      .where({ declaration_id: workbench.id, revision: 2 })
      .delete();
    await knex('declarations').where({ id: workbench.id }).update(backup[0]);

    expect(await importAll(true)).toMatchObject({
      declarations: [
        {
          id: workbench.id,
          action: 'update',
          revision: 2,
          objects: ['Service '.concat(project, '/explore')],
        },
      ],
    });
    expect(await (await store()).getById(workbench.id)).toMatchObject({
      revision: 2,
      spec: newer.spec,
    });
    expect(await inventory()).toEqual(rows);
  });

  it('lets a restored database count after all, with revisions beyond those of the cluster', async () => {
    const [fraud, workbench] = await declareBoth();
    const backup = await knex('declarations').where({ id: workbench.id });
    for (const title of ['a', 'b']) {
      await realised.declare(
        { kind: 'Workbench', project, name: 'explore' },
        { ...WORKBENCH, title },
      );
    }
    await knex('revisions').where('revision', '>', 1).delete();
    await knex('declarations').where({ id: workbench.id }).update(backup[0]);

    const request = {
      ...REQUEST,
      confirm: 'dev',
      reason: 'the backup is right',
    };
    expect(await (await recovery()).takeOver('dev', request)).toMatchObject({
      state: 'Ours',
    });
    expect(changed).toHaveBeenCalledWith([workbench.id], 'dev');
    const after = await store();
    expect(await after.getById(workbench.id)).toMatchObject({
      revision: 4,
      spec: WORKBENCH,
    });
    expect(await after.getById(fraud.id)).toMatchObject({ revision: 1 });
    expect((await after.history(workbench.id))[0]).toMatchObject({
      revision: 4,
      author: 'user:default/olga',
      reason: 'The cluster was taken over: the backup is right',
    });
    expect((await importAll(false)).declarations).toEqual([]);
  });

  it('takes nothing over without its name', async () => {
    await expect(
      (await recovery()).takeOver('dev', { ...REQUEST, confirm: 'prod' }),
    ).rejects.toThrow('confirm must be the name of the cluster, "dev"');
    expect(await bench.lease.read(bench.client)).toBeUndefined();
  });

  it('does nothing while the cluster does not answer all of it', async () => {
    const [, workbench] = await declareBoth();
    await knex('declarations').delete();
    const fails = (error: Error) => ({
      degraded: [],
      refresh: async () => {
        throw error;
      },
      resources: () => [],
    });
    const run = async (found: ReturnType<typeof fails>) => {
      const { client } = bench;
      const identity = await bench.identity(knex);
      const failing = new Recovery({
        knex,
        standards: () => STANDARDS,
        changed,
        cluster: () => ({ client, discovery: found, identity }),
      });
      return failing.import('dev', { ...REQUEST, apply: true });
    };
    await expect(
      run(fails(new UnreachableError('no route to host'))),
    ).rejects.toThrow(
      "Could not import from cluster 'dev': no route to host. Try again later.",
    );
    await expect(
      run(fails(new ApiError('Unauthorized', { status: 401 }))),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await (await store()).getById(workbench.id)).toBeUndefined();
    expect(changed).not.toHaveBeenCalled();
  });

  it('says of which kinds the API is down, and imports the others', async () => {
    const [fraud] = await declareBoth();
    await knex('declarations').delete();
    const broken = {
      degraded: ['apps/v1'],
      refresh: async () => {},
      resources: () => discovery.resources(),
    };
    const partly = new Recovery({
      knex,
      standards: () => STANDARDS,
      changed,
      cluster: () => ({
        client: bench.client,
        discovery: broken,
        identity: { takeOver: async () => ({ state: 'Ours' }) },
      }),
    });
    const { declarations, problems } = await partly.import('dev', {
      ...REQUEST,
      apply: false,
    });
    expect(declarations.filter(each => each.project === project)).toMatchObject(
      [{ id: fraud.id }],
    );
    expect(problems[0].object).toContain('StatefulSet');
  });

  it('imports nothing that others made, copied or kept', async () => {
    const services = discovery.resource('v1', 'Service')!;
    const [, workbench] = await declareBoth();
    const made = await bench.kubectl.get(services, {
      namespace: project,
      name: 'explore',
    });
    const { labels, annotations } = made.metadata;
    const copy = (name: string, metadata: object) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: project, labels, annotations, ...metadata },
      spec: { ports: [{ port: 80 }] },
    });
    const owner = {
      apiVersion: 'v1',
      kind: 'Service',
      name: 'explore',
      uid: made.metadata.uid,
      controller: true,
    };
    const ours = { fieldManager: 'greenroom' };
    // By somebody who only copied our marks, by an operator, and kept by us.
    await bench.kubectl.create(services, copy('forged', {}));
    await bench.kubectl.apply(
      services,
      copy('copied', { ownerReferences: [owner] }),
      ours,
    );
    await bench.kubectl.apply(
      services,
      copy('kept', {
        annotations: {
          ...annotations,
          'greenroom.dev/released': '2026-11-26T10:00:00Z',
        },
      }),
      ours,
    );
    await knex('inventory').delete();
    const { declarations } = await importAll(false);
    const { objects } = declarations.find(({ id }) => id === workbench.id)!;
    expect(objects.filter(name => name.startsWith('Service'))).toEqual([
      `Service ${project}/explore`,
    ]);
  });
});
