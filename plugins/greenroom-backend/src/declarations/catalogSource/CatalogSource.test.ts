import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { Portal } from '../../__testUtils__/Portal';
import { CatalogSource } from './CatalogSource';

const PROJECTS = 'url:https://git.example.org/platform/projects.yaml';
const TEAM = 'url:https://git.example.org/fraud/entities.yaml';
const spec = {
  image: { name: 'pytorch' },
  hardware: { profile: 'small-cpu' },
};

const entity = (
  kind: string,
  name: string,
  location: string,
  greenroom: Record<string, unknown>,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    namespace: 'fraud',
    name,
    annotations: { 'backstage.io/managed-by-origin-location': location },
  },
  spec: { greenroom: greenroom as never },
});
const project = (location = PROJECTS, more: object = {}) =>
  entity('System', 'fraud', location, {
    kind: 'Project',
    spec: { owner: 'group:default/fraud', ...more },
  });
const workbench = (location: string, more: object = {}, name = 'explore') =>
  entity('Resource', name, location, { kind: 'Workbench', spec, ...more });

describe('CatalogSource', () => {
  let portal: Portal;
  let pages: Entity[][] | Error;
  let source: CatalogSource;
  const logger = mockServices.logger.mock();
  const explore = {
    kind: 'Workbench' as const,
    project: 'fraud',
    name: 'explore',
  };

  beforeEach(async () => {
    jest.clearAllMocks();
    portal = await Portal.open();
    source = new CatalogSource({
      catalog: {
        async *streamEntities() {
          if (pages instanceof Error) throw pages;
          yield* pages;
        },
      },
      auth: mockServices.auth(),
      logger,
      config: new ConfigReader({
        greenroom: {
          catalog: { projectLocations: [PROJECTS], interval: '1s' },
        },
      }),
      store: portal.store,
      declarations: portal.declarations,
    });
  });
  afterEach(async () => {
    await source.stop();
    await portal.close();
  });

  const problems = async (...entities: Entity[]) => {
    pages = [entities];
    await source.read();
    return source.problems().map(({ message }) => message);
  };

  it('declares projects first, then what is in them, and nothing twice', async () => {
    expect(await problems(workbench(PROJECTS), project())).toEqual([]);
    await source.read();
    expect(await portal.store.get(explore)).toMatchObject({
      revision: 1,
      owner: 'group:default/fraud',
      source: {
        type: 'catalog',
        entityRef: 'resource:fraud/explore',
        location: PROJECTS,
      },
    });
    expect(
      await portal.store.history((await portal.store.get(explore))!.id),
    ).toMatchObject([{ author: PROJECTS }]);
  });

  it('writes nothing when it reads once more what it has declared', async () => {
    await problems(project(), workbench(PROJECTS));
    const declare = jest.spyOn(portal.store, 'declare');
    expect(await problems(project(), workbench(PROJECTS))).toEqual([]);
    expect(declare).not.toHaveBeenCalled();
    const titled = workbench(PROJECTS, { spec: { ...spec, title: 'Explore' } });
    await problems(project(), titled);
    expect(declare).toHaveBeenCalledTimes(1);
    expect(await portal.store.get(explore)).toMatchObject({ revision: 2 });
  });

  it('takes projects only from the locations that app-config lists', async () => {
    expect(await problems(project(TEAM))).toEqual([
      expect.stringContaining('greenroom.catalog.projectLocations'),
    ]);
    expect(await portal.store.list({ limit: 1 })).toEqual({ items: [] });
  });

  it('takes assets only from locations that their project admits', async () => {
    const [refused] = await problems(project(), workbench(TEAM));
    expect(refused).toContain('spec.sources of project fraud');
    const sources = ['url:https://git.example.org/fraud/'];
    expect(
      await problems(project(PROJECTS, { sources }), workbench(TEAM)),
    ).toEqual([]);
    expect(await portal.store.get(explore)).toBeDefined();
  });

  it('scenarios 31 and 32: changes nothing when entities are absent or the catalog fails', async () => {
    const unclaimed = async () =>
      (await portal.store.get(explore))?.unclaimedSince;
    await problems(project(), workbench(PROJECTS));
    const { id } = (await portal.store.get(explore))!;
    expect(await unclaimed()).toBeUndefined();
    pages = new Error('502');
    await source.read();
    await source.read();
    expect(await unclaimed()).toBeUndefined();
    expect(logger.warn).toHaveBeenCalledTimes(1);

    portal.engine.enqueued.length = 0;
    await problems(project());
    const since = await unclaimed();
    expect(since).toMatch(/^2/);
    expect(portal.engine.enqueued).toEqual([id]);
    await problems(project());
    expect(await unclaimed()).toBe(since);
    expect(await portal.store.get(explore)).toMatchObject({
      id,
      revision: 1,
      deletion: undefined,
    });

    await problems(project(), workbench(PROJECTS));
    expect(await unclaimed()).toBeUndefined();
    expect(await portal.store.get(explore)).toMatchObject({ id, revision: 1 });
  });

  it('lets people delete what no entity declares any more', async () => {
    const path = '/v1/assets/Workbench/fraud/explore';
    await problems(project(), workbench(PROJECTS));
    await portal.send('delete', path).expect(409);
    await problems(project());
    const { body } = await portal.send('get', path).expect(200);
    expect(body.unclaimedSince).toBeDefined();
    await portal.send('delete', path).expect(204);
    expect(await portal.store.get(explore)).toMatchObject({
      deletion: { by: 'user:default/dana', deleteData: false },
    });
  });

  it('deletes what asks for it, keeping data, and does not make it again', async () => {
    await problems(project(), workbench(PROJECTS));
    const leaving = workbench(PROJECTS, { deletion: 'requested' });
    expect(await problems(project(), leaving)).toEqual([]);
    const known = await portal.store.get(explore);
    expect(known?.deletion).toMatchObject({ by: PROJECTS, deleteData: false });
    await portal.store.purge(known!.id);
    expect(await problems(project(), leaving)).toEqual([]);
    expect(await portal.store.get(explore)).toBeUndefined();
  });

  it('leaves a name to the source that declared it first', async () => {
    await portal
      .send('put', '/v1/assets/Project/fraud/fraud')
      .send({ spec: { owner: 'group:default/fraud' } })
      .expect(201);
    expect(await problems(project())).toEqual([
      expect.stringContaining("already declared by Greenroom's API"),
    ]);
  });

  it('does not let the API delete what Git would declare again', async () => {
    await problems(project());
    const { body } = await portal
      .send('delete', '/v1/assets/Project/fraud/fraud')
      .expect(409);
    expect(body.error.message).toBe(
      'Project:fraud/fraud is declared by the catalog entity system:fraud/fraud; write "deletion: requested" under its spec.greenroom',
    );
  });

  it('tells what is wrong with an entity, once, and goes on with the others', async () => {
    const wrong = workbench(PROJECTS, { kind: 'Pod' }, 'wrong');
    const bad = workbench(
      PROJECTS,
      { spec: { ...spec, hostNetwork: true } },
      'bad',
    );
    const first = await problems(wrong, bad, project(), workbench(PROJECTS));
    await source.read();
    expect(first).toEqual([
      'spec.greenroom.kind must be one of: Project, Workbench, ModelServer, Connection',
      'spec.hostNetwork is not a known field',
    ]);
    expect(logger.warn).toHaveBeenCalledTimes(2);
    expect(await portal.store.get(explore)).toBeDefined();
  });

  it('reads by itself until it is stopped', async () => {
    pages = [[project()]];
    source.start();
    const deadline = Date.now() + 10_000;
    while (!(await portal.store.list({ limit: 1 })).items.length) {
      expect(Date.now()).toBeLessThan(deadline);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    await source.stop();
  }, 15_000);
});
