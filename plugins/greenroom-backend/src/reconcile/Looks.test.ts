import {
  ApiError,
  ApiResource,
  KubeClient,
  ObjectRef,
} from '@greenroom/controller-runtime';
import { Looks } from './Looks';

const resource = (kind: string): ApiResource => ({
  apiVersion: 'v1',
  group: '',
  version: 'v1',
  kind,
  plural: `${kind.toLowerCase()}s`,
  namespaced: true,
  verbs: ['get', 'list'],
});
const services = resource('Service');
const there = { metadata: { name: 'there', namespace: 'a', uid: '1' } };

function setUp(list: () => AsyncIterable<unknown>) {
  const client = {
    get: jest.fn(async (_: unknown, { name }: ObjectRef) => {
      if (name === 'there') return there;
      throw new ApiError('no', { status: 404 });
    }),
    list: jest.fn(list),
  };
  const looks = new Looks();
  const signal = new AbortController().signal;
  return {
    client,
    at: (name: string, namespace = 'a', what = services) =>
      looks.at(
        client as unknown as KubeClient,
        what,
        { namespace, name },
        signal,
      ),
  };
}

async function* listed() {
  yield there;
}

describe('Looks', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('asks for single names while few are looked up', async () => {
    const { client, at } = setUp(listed);
    await expect(at('there')).resolves.toEqual(there);
    await expect(at('free')).resolves.toBeUndefined();
    await at('free', 'b');
    await at('free', 'c');
    expect(client.get).toHaveBeenCalledTimes(4);
    expect(client.list).not.toHaveBeenCalled();
  });

  it('asks once for a list while many are looked up, and again when it is old', async () => {
    const { client, at } = setUp(listed);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => at(`free${index}`)),
    );
    expect(client.get).toHaveBeenCalledTimes(2);
    expect(client.list).toHaveBeenCalledTimes(1);
    expect(client.list).toHaveBeenCalledWith(services, {
      namespace: 'a',
      metadataOnly: true,
    });
    jest.advanceTimersByTime(4_000);
    await expect(at('there')).resolves.toEqual({ metadata: there.metadata });
    expect(client.list).toHaveBeenCalledTimes(1);

    jest.advanceTimersByTime(2_000);
    await Promise.all(['x', 'y', 'z'].map(name => at(name)));
    expect(client.list).toHaveBeenCalledTimes(2);
  });

  it('never lists Secrets', async () => {
    const { client, at } = setUp(listed);
    const secrets = resource('Secret');
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => at(`s${index}`, 'a', secrets)),
    );
    expect(client.get).toHaveBeenCalledTimes(20);
    expect(client.list).not.toHaveBeenCalled();
  });

  it('asks for single names when it may not list', async () => {
    const { client, at } = setUp(async function* forbidden() {
      throw new ApiError('no', { status: 403 });
    });
    const seen = await Promise.all(
      Array.from({ length: 5 }, () => at('there')),
    );
    expect(seen).toEqual(Array.from({ length: 5 }, () => there));
    expect(client.get).toHaveBeenCalledTimes(5);
  });
});
