import {
  AssetRef,
  KindSpecs,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Knex } from 'knex';
import {
  startPostgres,
  startSqlite,
  storeForEach,
} from '../__testUtils__/databases';
import { DatabaseDeclarationStore } from './DatabaseDeclarationStore';
import { DeclareInput, ListQuery } from './DeclarationStore';

jest.setTimeout(60_000);

const fraud: AssetRef = { kind: 'Project', project: 'fraud', name: 'fraud' };
const explore: AssetRef = { ...fraud, kind: 'Workbench', name: 'explore' };
const workbenchSpec: KindSpecs['Workbench'] = {
  image: { name: 'data-science' },
  hardware: { profile: 'small-cpu' },
};

const project = (overrides: Partial<DeclareInput> = {}): DeclareInput => ({
  ref: fraud,
  spec: { owner: 'group:default/fraud' },
  resolved: {},
  source: { type: 'api' },
  owner: 'group:default/fraud',
  cluster: 'dev',
  author: 'user:default/dana',
  ...overrides,
});
const workbench = (overrides: Partial<DeclareInput> = {}): DeclareInput =>
  project({ ref: explore, spec: workbenchSpec, ...overrides });

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
])('DatabaseDeclarationStore on %s', (_name, start) => {
  let knex: Knex;
  let store: DatabaseDeclarationStore;

  storeForEach(start, (...made) => {
    [store, knex] = made;
  });

  it('keeps every revision with author and reason, and the same spec makes none', async () => {
    await store.declare(project());
    const first = await store.declare(workbench());
    const again = await store.declare(workbench());
    const second = await store.declare(
      workbench({
        spec: { ...workbenchSpec, title: 'Explore' },
        author: 'user:default/mira',
        reason: 'a nicer title',
      }),
    );
    expect(first).toMatchObject({ created: true, changed: true });
    expect(again).toMatchObject({ created: false, changed: false });
    expect(second).toMatchObject({
      created: false,
      changed: true,
      declaration: { revision: 2, spec: { title: 'Explore' } },
    });
    expect(await store.history(first.declaration.id)).toEqual([
      expect.objectContaining({
        revision: 2,
        author: 'user:default/mira',
        reason: 'a nicer title',
      }),
      expect.objectContaining({ revision: 1, author: 'user:default/dana' }),
    ]);
    expect(await store.get(explore)).toEqual(second.declaration);
    expect(await store.getById(first.declaration.id)).toEqual(
      second.declaration,
    );
  });

  it('takes a location of any length for an author', async () => {
    const author = `url:https://git.example.org/${'deep/'.repeat(100)}all.yaml`;
    const { declaration } = await store.declare(project({ author }));
    expect(await store.history(declaration.id)).toMatchObject([{ author }]);
  });

  it('answers 412 when somebody else was first', async () => {
    await store.declare(project());
    await expect(store.declare(project({ ifMatch: 0 }))).rejects.toMatchObject({
      statusCode: 412,
    });
    await expect(
      store.declare(workbench({ ifMatch: 3 })),
    ).rejects.toMatchObject({ statusCode: 412 });
    await expect(store.declare(project({ ifMatch: 1 }))).resolves.toMatchObject(
      { changed: false },
    );
  });

  it('lets one of several writers at the same moment create, and one change', async () => {
    await store.declare(project());
    const creations = await Promise.allSettled(
      Array.from({ length: 5 }, () => store.declare(workbench({ ifMatch: 0 }))),
    );
    expect(creations.filter(each => each.status === 'fulfilled')).toHaveLength(
      1,
    );
    const changes = await Promise.allSettled(
      Array.from({ length: 5 }, (_, index) =>
        store.declare(
          workbench({
            ifMatch: 1,
            spec: { ...workbenchSpec, title: `Title ${index}` },
          }),
        ),
      ),
    );
    expect(changes.filter(each => each.status === 'fulfilled')).toHaveLength(1);
    expect(await store.get(explore)).toMatchObject({ revision: 2 });
  });

  it('scenario 22: gives a name to the source that declared it first', async () => {
    const catalog = (entityRef: string) => ({
      type: 'catalog' as const,
      entityRef,
      location: 'url:https://git.example.org/fraud.yaml',
    });
    await store.declare(project({ source: catalog('system:fraud/fraud') }));
    await expect(store.declare(project())).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('system:fraud/fraud'),
    });
    await expect(
      store.declare(project({ source: catalog('system:default/other') })),
    ).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('scenario 22: refuses two kinds that would be the same catalog entity', async () => {
    await store.declare(project());
    await store.declare(workbench({ ref: { ...explore, name: 'llm-model' } }));
    await expect(
      store.declare(
        workbench({
          ref: { ...explore, kind: 'ModelServer', name: 'llm' },
          spec: {
            model: { uri: 'hf://org/model' },
            runtime: { name: 'vllm' },
            hardware: { profile: 'small-cpu' },
          },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('resource:fraud/llm-model'),
    });
    expect(await store.getByEntity('Resource:fraud/llm-model')).toMatchObject({
      name: 'llm-model',
    });
  });

  it('answers a repeated key with the first declaration, and refuses another request', async () => {
    const idempotency = {
      caller: 'user:default/dana',
      key: 'task-1',
      requestHash: 'a'.repeat(64),
    };
    const results = await Promise.all(
      Array.from({ length: 8 }, () =>
        store.declare(project({ idempotency, ifMatch: 0 })),
      ),
    );
    expect(new Set(results.map(({ declaration }) => declaration.id)).size).toBe(
      1,
    );
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    await expect(
      store.declare(
        project({
          idempotency: { ...idempotency, requestHash: 'b'.repeat(64) },
        }),
      ),
    ).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('feeds the last change of each asset in order, removals too', async () => {
    await store.declare(project());
    const { declaration } = await store.declare(workbench());
    const all = await store.changes(0, 10);
    expect(all.items.map(({ type, ref }) => [type, ref])).toEqual([
      ['upserted', 'Project:fraud/fraud'],
      ['upserted', 'Workbench:fraud/explore'],
    ]);
    expect(all.items[1].declaration).toMatchObject({ id: declaration.id });
    expect(all.items[1].declaration).not.toHaveProperty('resolved');

    await store.setRunState(declaration.id, {
      wanted: 'stopped',
      by: 'user:default/dana',
      at: '2026-08-01T10:00:00Z',
    });
    await store.purge(declaration.id);
    const since = await store.changes(all.sequence, 10);
    expect(since.items).toEqual([
      {
        sequence: since.sequence,
        type: 'removed',
        ref: 'Workbench:fraud/explore',
      },
    ]);
    expect(since.sequence).toBeGreaterThan(all.sequence);
    expect(await store.changes(since.sequence, 10)).toEqual({
      sequence: since.sequence,
      items: [],
    });
    // Whoever has read further has read a database that this one is older than.
    expect(await store.changes(since.sequence + 5, 10)).toEqual({
      sequence: since.sequence,
      items: [],
    });
  });

  it('keeps a project while it has assets, and only raises deletion of data', async () => {
    const parent = (await store.declare(project())).declaration;
    const child = (await store.declare(workbench())).declaration;
    const deletion = { by: 'dana', at: '2026-08-01T10:00:00Z' };
    await expect(
      store.markDeleted(parent.id, { ...deletion, deleteData: false }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('Workbench:fraud/explore'),
    });
    await store.markDeleted(child.id, { ...deletion, deleteData: true });
    await store.markDeleted(child.id, { ...deletion, deleteData: false });
    expect((await store.get(explore))?.deletion).toMatchObject({
      deleteData: true,
    });
    await expect(store.declare(workbench())).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await store.purge(child.id);
    await store.markDeleted(parent.id, { ...deletion, deleteData: false });
    await expect(store.declare(workbench())).rejects.toMatchObject({
      message: 'Project fraud is being deleted',
    });
  });

  it('passes a new owner of a project on to assets without one of their own', async () => {
    await store.declare(project());
    await store.declare(workbench());
    await store.declare(
      workbench({
        ref: { ...explore, name: 'own' },
        spec: { ...workbenchSpec, owner: 'user:default/mira' },
        owner: 'user:default/mira',
      }),
    );
    await store.declare(
      project({
        spec: { owner: 'group:default/risk' },
        owner: 'group:default/risk',
      }),
    );
    const { items } = await store.list({ limit: 10, kind: 'Workbench' });
    expect(items.map(({ name, owner }) => [name, owner])).toEqual([
      ['explore', 'group:default/risk'],
      ['own', 'user:default/mira'],
    ]);
  });

  it('pages through what is permitted, in order', async () => {
    await store.declare(project());
    for (const name of ['a', 'b', 'c', 'd']) {
      await store.declare(
        workbench({
          ref: { ...explore, name },
          owner: name === 'c' ? 'user:default/mira' : 'group:default/fraud',
        }),
      );
    }
    const query: ListQuery = {
      limit: 2,
      permitted: {
        allOf: [
          { field: 'kind', values: ['Workbench'] },
          { not: { field: 'owner', values: ['user:default/mira'] } },
          {
            anyOf: [
              { field: 'project', values: ['fraud'] },
              { field: 'cluster', values: ['other'] },
            ],
          },
        ],
      },
    };
    const first = await store.list(query);
    const second = await store.list({ ...query, cursor: first.nextCursor });
    expect(first.items.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(second.items.map(({ name }) => name)).toEqual(['d']);
    expect(second.nextCursor).toBeUndefined();
    await expect(
      store.list({ limit: 2, cursor: 'bm9wZQ' }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });

  it('finds by phase, where what nobody has seen yet is Pending', async () => {
    const { id } = (await store.declare(project())).declaration;
    await store.declare(workbench());
    await knex('statuses').insert({
      declaration_id: id,
      phase: 'Ready',
      status: JSON.stringify({ phase: 'Ready' }),
      sequence: 1,
    });
    const ready = await store.list({ limit: 5, phase: 'Ready' });
    const pending = await store.list({ limit: 5, phase: 'Pending' });
    expect(ready.items).toMatchObject([
      { kind: 'Project', status: { phase: 'Ready' } },
    ]);
    expect(pending.items).toMatchObject([{ name: 'explore' }]);
    expect(
      (await store.list({ limit: 5, entity: 'system:fraud/fraud' })).items,
    ).toHaveLength(1);
    expect(await store.idsOnCluster('dev')).toHaveLength(2);
  });
});
