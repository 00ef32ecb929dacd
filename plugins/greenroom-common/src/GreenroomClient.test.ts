import { GreenroomClient } from './GreenroomClient';

const explore = {
  kind: 'Workbench',
  project: 'fraud',
  name: 'explore',
} as const;

function clientOf(answer: Response) {
  const fetch = jest.fn<Promise<Response>, Parameters<typeof globalThis.fetch>>(
    async () => answer,
  );
  const client = new GreenroomClient({
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: { fetch },
  });
  return { client, fetch };
}

describe('GreenroomClient', () => {
  it('declares with what the caller has seen, and only once', async () => {
    const { client, fetch } = clientOf(Response.json({ revision: 2 }));
    await client.declare(
      explore,
      {
        spec: { image: { name: 'a' }, hardware: { profile: 'b' } },
        reason: 'more memory',
        ifMatch: 1,
        idempotencyKey: 'task-1',
      },
      { token: 'abc' },
    );
    const [url, init] = fetch.mock.calls[0];
    expect(url).toBe(
      'http://portal/api/greenroom/v1/assets/Workbench/fraud/explore',
    );
    expect(init).toMatchObject({
      method: 'PUT',
      headers: {
        Authorization: 'Bearer abc',
        'If-Match': '1',
        'Idempotency-Key': 'task-1',
      },
    });
    expect(JSON.parse(String(init?.body))).toMatchObject({
      reason: 'more memory',
    });
  });

  it('encodes what it puts into a path', async () => {
    const { client, fetch } = clientOf(Response.json({}));
    await client.getAsset({ ...explore, name: '../clusters' });
    expect(fetch.mock.calls[0][0]).toContain('/fraud/..%2Fclusters');
  });

  it('asks for the standards of a project, or of all', async () => {
    const { client, fetch } = clientOf(Response.json({ items: [] }));
    await client.standards('hardwareProfiles', { project: 'fraud' });
    expect(fetch.mock.calls[0][0]).toMatch(
      /\/v1\/standards\/hardwareProfiles\?project=fraud$/,
    );
    fetch.mockResolvedValue(Response.json({ items: [] }));
    await client.standards('hardwareProfiles');
    expect(fetch.mock.calls[1][0]).toMatch(/\/hardwareProfiles$/);
  });

  it('takes over and imports from the cluster that it names', async () => {
    const { client, fetch } = clientOf(Response.json({ state: 'Ours' }));
    await client.takeOver('arn:aws/prod', { confirm: 'arn:aws/prod' });
    const [url, init] = fetch.mock.calls[0];
    expect(url).toContain('/v1/clusters/arn%3Aaws%2Fprod/takeover');
    expect(init).toMatchObject({
      method: 'POST',
      body: JSON.stringify({ confirm: 'arn:aws/prod' }),
    });
    fetch.mockResolvedValue(Response.json({ applied: false }));
    await client.importCluster('dev');
    expect(fetch.mock.calls[1][0]).toContain('/v1/clusters/dev/import');
    expect(fetch.mock.calls[1][1]?.body).toBe('{}');
  });

  it('sends the values of a connection in the body, to where they are only written', async () => {
    const { client, fetch } = clientOf(new Response(null, { status: 204 }));
    await client.supply(
      { kind: 'Connection', project: 'fraud', name: 'models' },
      { HF_TOKEN: 'hf_x' },
    );
    const [url, init] = fetch.mock.calls[0];
    expect(url).toMatch(/\/v1\/assets\/Connection\/fraud\/models\/secret$/);
    expect(init).toMatchObject({
      method: 'PUT',
      body: JSON.stringify({ values: { HF_TOKEN: 'hf_x' } }),
    });
  });

  it('has a connection checked without sending anything of it', async () => {
    const check = { outcome: 'reachable', reason: 'LoginTaken' };
    const { client, fetch } = clientOf(Response.json(check));
    expect(
      await client.checkConnection({
        kind: 'Connection',
        project: 'fraud',
        name: 'models',
      }),
    ).toEqual(check);
    const [url, init] = fetch.mock.calls[0];
    expect(url).toMatch(/\/v1\/assets\/Connection\/fraud\/models\/check$/);
    expect(init).toMatchObject({ method: 'POST', body: undefined });
  });

  it('leaves out filters that are not set', async () => {
    const { client, fetch } = clientOf(Response.json({ items: [] }));
    await client.listAssets({ kind: 'Project', owner: undefined });
    expect(fetch.mock.calls[0][0]).toMatch(/\/v1\/assets\?kind=Project$/);
  });

  it('reads the log of the container that it names, as text', async () => {
    const { client, fetch } = clientOf(new Response('a\nb\n'));
    const request = { container: 'proxy', previous: true, tailLines: 5 };
    await expect(client.logs(explore, request)).resolves.toBe('a\nb\n');
    const { pathname, search } = new URL(String(fetch.mock.calls[0][0]));
    expect(pathname).toMatch(/\/v1\/assets\/Workbench\/fraud\/explore\/logs$/);
    expect(search).toBe('?container=proxy&previous=true&tailLines=5');
  });

  it('throws what the backend says', async () => {
    const { client } = clientOf(
      Response.json(
        {
          error: { name: 'NotFoundError', message: 'no such asset' },
          response: { statusCode: 404 },
        },
        { status: 404 },
      ),
    );
    await expect(client.getAsset(explore)).rejects.toMatchObject({
      statusCode: 404,
      body: { error: { message: 'no such asset' } },
    });
  });
});
