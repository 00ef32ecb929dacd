import { FakeClock } from '../testing';
import {
  aConfigMap,
  configMapPath,
  configMaps,
  SeenConfigMap,
  seenConfigMap,
} from '../testing/configMaps';
import { FakeApiServer } from '../testing/FakeApiServer';
import { until } from '../testing/until';
import { KubeClient, ObjectMeta } from '../transport';
import { Informer, InformerEvent, InformerOptions } from './index';

describe('Informer, given what makes no sense', () => {
  let server: FakeApiServer;
  let client: KubeClient;
  let clock: FakeClock;
  let informer: Informer<SeenConfigMap>;
  let events: string[];
  let errors: Error[];

  const note = ({ type, object }: InformerEvent<SeenConfigMap>) =>
    events.push(`${type} ${object.metadata.name}`);

  const names = () =>
    [...informer.list()].map(({ metadata }) => metadata.name).sort();

  /** Starts, and waits until the watch is open. */
  const follow = async (
    options: Partial<InformerOptions<SeenConfigMap>> = {},
  ) => {
    informer = new Informer<SeenConfigMap>({
      client,
      resource: configMaps,
      project: seenConfigMap,
      onEvent: note,
      onError: error => errors.push(error),
      clock,
      ...options,
    });
    informer.start();
    await informer.waitForSync();
    await until(() => server.watches === 1);
    // A watch that ends within its first second counts as one that failed.
    await clock.advance(2_000);
  };

  beforeEach(async () => {
    server = await new FakeApiServer().start();
    clock = new FakeClock();
    client = new KubeClient({ name: 'test', server: server.url }, { clock });
    events = [];
    errors = [];
  });

  afterEach(async () => {
    await informer.stop();
    await client.close();
    await server.stop();
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['half an event', '{"type": "ADDED", "object": ', /not an event/],
    ['1.5 MB of rubbish', 'x'.repeat(1_500_000), /1500000 char.* not an event/],
    [
      'bytes that are not UTF-8',
      Buffer.concat([
        Buffer.from('{"type":"ADDED","object":{"metadata":{"name":"'),
        Buffer.from([0xc3, 0x28]),
        Buffer.from('"}}}'),
      ]),
      /GET \/api\/v1\/configmaps sent a line of 52 bytes that are not UTF-8/,
    ],
    ['no object', '{"type":"ADDED"}', /ADDED event without an object/],
    [
      'no metadata',
      '{"type":"DELETED","object":{}}',
      /DELETED event without an object/,
    ],
    [
      'no name',
      '{"type":"DELETED","object":{"metadata":{"uid":"1"}}}',
      /DELETED event without a name/,
    ],
    [
      'an unknown type',
      '{"type":"SHRUGGED","object":{"metadata":{"name":"one"}}}',
      /unknown type 'SHRUGGED'/,
    ],
    ['nothing', 'null', /not an event/],
  ])(
    'reports %s, and goes on with the next event',
    async (_, line, message) => {
      server.put(configMapPath('one'), aConfigMap('one'));
      await follow();
      server.send(line);
      server.put(configMapPath('next'), aConfigMap('next'));
      await until(() => events.includes('added next'));
      expect(errors.map(error => error.message)).toEqual([
        expect.stringMatching(message),
      ]);
      expect(names()).toEqual(['next', 'one']);
      expect(informer.health.state).toBe('live');
      expect(server.count('watch')).toBe(1);
    },
  );

  it('takes in an object as large as etcd can hold', async () => {
    await follow({
      project: ({ data, ...object }) => ({
        ...seenConfigMap(object),
        data: (data as { large: string }).large.length,
      }),
    });
    const large = 'x'.repeat(1_500_000);
    server.put(configMapPath('large'), aConfigMap('large', { large }));
    await until(() => informer.size === 1);
    expect(informer.get('a', 'large')?.data).toBe(1_500_000);
    expect(errors).toEqual([]);
  });

  it('leaves out what it cannot project or hand on, and goes on', async () => {
    server.put(configMapPath('one'), aConfigMap('one'));
    server.put(configMapPath('nameless'), {
      ...aConfigMap('nameless'),
      metadata: {} as ObjectMeta,
    });
    await follow({
      project: object => {
        if (object.metadata.name === 'poison') {
          throw new Error('cannot project');
        }
        return seenConfigMap(object);
      },
      onEvent: event => {
        note(event);
        if (event.object.metadata.name === 'touchy') {
          throw new Error('cannot handle');
        }
      },
    });
    for (const name of ['poison', 'touchy', 'last']) {
      server.put(configMapPath(name), aConfigMap(name));
    }
    await until(() => events.includes('added last'));
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('an object in the list has no name'),
      'cannot project',
      'cannot handle',
    ]);
    expect(names()).toEqual(['last', 'one', 'touchy']);
    expect(informer.health.state).toBe('live');
  });

  it('lists once, after the watch, since a deletion may have been missed', async () => {
    await follow();
    server.send('rubbish');
    server.put(configMapPath('one'), aConfigMap('one'));
    await until(() => informer.size === 1);
    expect(server.count('list')).toBe(1);

    server.endWatches();
    await until(() => server.count('watch') === 2 && server.watches === 1);
    expect(server.count('list')).toBe(2);
    await clock.advance(2_000);
    server.endWatches();
    await until(() => server.count('watch') === 3);
    expect(server.count('list')).toBe(2);
    expect(events).toEqual(['added one']);
  });
});
