import { mockServices } from '@backstage/backend-test-utils';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { EventParams } from '@backstage/plugin-events-node';
import {
  Declaration,
  DeclarationChange,
  GreenroomApi,
} from '@greenroom/backstage-plugin-greenroom-common';
import { entitiesOf } from '../mapping';
import {
  aModelServer,
  aProject,
  aWorkbench,
  refOf,
} from '../__testUtils__/declarations';
import { DeclarationFeed } from './DeclarationFeed';
import { GreenroomEntityProvider } from './GreenroomEntityProvider';

/** The change feed as the API offers it: the last change of each declaration, in pages of two. */
class FakeFeed {
  readonly changes = jest.fn<
    ReturnType<GreenroomApi['changes']>,
    Parameters<GreenroomApi['changes']>
  >(async since => {
    if (this.broken) throw new Error('the API is down');
    const items = [...this.#changes.values()]
      .filter(change => change.sequence > since)
      .sort((a, b) => a.sequence - b.sequence)
      .slice(0, 2);
    return {
      sequence: items.at(-1)?.sequence ?? Math.min(since, this.#sequence),
      items,
    };
  });
  broken = false;
  #changes = new Map<string, DeclarationChange>();
  #sequence = 0;

  upsert(...declarations: Declaration[]): void {
    for (const declaration of declarations) {
      const ref = refOf(declaration);
      const sequence = ++this.#sequence;
      this.#changes.set(ref, { sequence, type: 'upserted', ref, declaration });
    }
  }

  remove(declaration: Declaration): void {
    const ref = refOf(declaration);
    const sequence = ++this.#sequence;
    this.#changes.set(ref, { sequence, type: 'removed', ref });
  }

  restoreEarlier(...declarations: Declaration[]): void {
    this.#changes.clear();
    this.#sequence = 0;
    this.upsert(...declarations);
  }
}

function setup() {
  const feed = new FakeFeed();
  const mutations: EntityProviderMutation[] = [];
  const shutdown = new AbortController();
  const events = mockServices.events.mock();
  const scheduler = mockServices.scheduler.mock();
  const provider = new GreenroomEntityProvider({
    feed: new DeclarationFeed({
      auth: mockServices.auth({ pluginId: 'catalog' }),
      greenroom: { changes: feed.changes } as Partial<GreenroomApi> as never,
    }),
    entitiesOf,
    events,
    scheduler,
    logger: mockServices.logger.mock(),
    signal: shutdown.signal,
  });
  const connect = async () => {
    await provider.connect({
      applyMutation: async mutation => {
        mutations.push(mutation);
      },
      refresh: async () => {},
    });
    await provider.update();
  };
  return { feed, mutations, provider, connect, events, scheduler, shutdown };
}

function refsOf(mutation: EntityProviderMutation | undefined) {
  if (mutation?.type === 'full') {
    return {
      full: mutation.entities.map(e => stringifyEntityRef(e.entity)),
    };
  }
  return {
    added: mutation?.added.map(e => stringifyEntityRef(e.entity)),
    removed: mutation?.removed.map(e =>
      'entityRef' in e ? e.entityRef : stringifyEntityRef(e.entity),
    ),
  };
}

describe('GreenroomEntityProvider', () => {
  it('emits everything at start, as a service, with one location key', async () => {
    const { feed, mutations, connect, shutdown } = setup();
    feed.upsert(aProject, aWorkbench, aModelServer);
    await connect();
    shutdown.abort();

    expect(mutations).toHaveLength(1);
    expect(refsOf(mutations[0])).toEqual({
      full: [
        'system:fraud/fraud',
        'resource:fraud/explore',
        'component:fraud/scorer',
        'resource:fraud/scorer-model',
        'api:fraud/scorer-api',
      ],
    });
    expect(mutations[0]).toMatchObject({
      entities: expect.not.arrayContaining([
        expect.not.objectContaining({ locationKey: 'greenroom' }),
      ]),
    });
    expect(feed.changes.mock.calls[0][1]?.token).toContain('plugin:catalog');
    expect(feed.changes.mock.calls[0][1]?.token).toContain(
      '"target":"greenroom"',
    );
  });

  it('says where entities come from, and nothing of what only readers of the asset may see', async () => {
    const { feed, mutations, connect, shutdown } = setup();
    feed.upsert({
      ...aWorkbench,
      spec: { ...aWorkbench.spec, env: [{ name: 'TABLE', value: 'payments' }] },
    } as Declaration);
    await connect();
    shutdown.abort();

    const [mutation] = mutations;
    const [{ entity }] = mutation.type === 'full' ? mutation.entities : [];
    expect(entity.metadata.annotations).toMatchObject({
      'backstage.io/managed-by-location': 'greenroom:api',
      'backstage.io/managed-by-origin-location': 'greenroom:api',
    });
    expect(JSON.stringify(entity)).not.toContain('payments');
  });

  it('leaves declarations that are entities already to the catalog', async () => {
    const { feed, mutations, connect, shutdown } = setup();
    feed.upsert(aProject, {
      ...aWorkbench,
      source: {
        type: 'catalog',
        entityRef: 'resource:fraud/explore',
        location: 'url:https://git.example.org/a.yaml',
      },
    });
    await connect();
    shutdown.abort();
    expect(refsOf(mutations[0])).toEqual({ full: ['system:fraud/fraud'] });
  });

  it('emits changes only, and removes companions with their server', async () => {
    const { feed, mutations, connect, provider, shutdown } = setup();
    feed.upsert(aProject, aModelServer);
    await connect();

    feed.upsert(aWorkbench);
    feed.remove(aModelServer);
    await provider.update();
    await provider.update();
    shutdown.abort();

    expect(mutations).toHaveLength(2);
    expect(refsOf(mutations[1])).toEqual({
      added: ['resource:fraud/explore'],
      removed: [
        'component:fraud/scorer',
        'resource:fraud/scorer-model',
        'api:fraud/scorer-api',
      ],
    });
  });

  it('changes nothing when the feed cannot be read, and catches up afterwards', async () => {
    const { feed, mutations, connect, provider, shutdown } = setup();
    feed.broken = true;
    feed.upsert(aProject);
    await connect();
    await provider.refresh();
    expect(mutations).toEqual([]);

    feed.broken = false;
    await provider.update();
    expect(refsOf(mutations[0])).toEqual({ full: ['system:fraud/fraud'] });

    feed.broken = true;
    await provider.refresh();
    await provider.update();
    shutdown.abort();
    expect(mutations).toHaveLength(1);
  });

  it('reads on after a page whose declarations were removed meanwhile', async () => {
    const { feed, mutations, connect, shutdown } = setup();
    feed.upsert(aProject, aWorkbench, aModelServer);
    feed.changes.mockResolvedValueOnce({ sequence: 2, items: [] });
    await connect();
    shutdown.abort();
    expect(refsOf(mutations[0]).full).toContain('component:fraud/scorer');
  });

  it('describes the API by what the runtime speaks', async () => {
    const { feed, mutations, connect, shutdown } = setup();
    feed.changes.mockResolvedValueOnce({
      sequence: 1,
      items: [
        {
          sequence: 1,
          type: 'upserted',
          ref: refOf(aModelServer),
          declaration: aModelServer,
          protocol: 'v2',
        },
      ],
    });
    await connect();
    shutdown.abort();
    const [mutation] = mutations;
    const [, , api] = mutation.type === 'full' ? mutation.entities : [];
    expect(api.entity.spec?.definition).toContain('/v2/models/scorer/infer');
  });

  it('begins anew when the database went back in time', async () => {
    const { feed, mutations, connect, provider, shutdown } = setup();
    feed.upsert(aProject, aWorkbench, aModelServer);
    await connect();
    feed.restoreEarlier(aProject);
    await provider.update();
    shutdown.abort();
    expect(refsOf(mutations[1])).toEqual({ full: ['system:fraud/fraud'] });
  });

  it('reads soon after an event, once for many', async () => {
    const { feed, mutations, connect, events, shutdown } = setup();
    feed.upsert(aProject);
    await connect();
    const [{ topics, onEvent }] = events.subscribe.mock.calls[0];
    expect(topics).toEqual(['greenroom.declarations']);

    feed.upsert(aWorkbench);
    const before = feed.changes.mock.calls.length;
    const event: EventParams = { topic: topics[0], eventPayload: {} };
    await Promise.all([onEvent(event), onEvent(event), onEvent(event)]);
    await new Promise(resolve => setTimeout(resolve, 400));
    shutdown.abort();

    expect(refsOf(mutations[1])).toEqual({
      added: ['resource:fraud/explore'],
      removed: [],
    });
    // The change, and the end of the feed.
    expect(feed.changes.mock.calls.length - before).toBe(2);
  });

  it('is scheduled hourly for all replicas, and half-minutely on each', async () => {
    const { connect, scheduler, shutdown } = setup();
    await connect();
    shutdown.abort();
    expect(
      scheduler.scheduleTask.mock.calls.map(([{ frequency, scope }]) => ({
        frequency,
        scope,
      })),
    ).toEqual([
      { frequency: { hours: 1 }, scope: undefined },
      { frequency: { seconds: 30 }, scope: 'local' },
    ]);
  });
});
