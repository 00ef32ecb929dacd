import { ConnectionSpec } from '@greenroom/backstage-plugin-greenroom-common';
import { allowed, LoopbackServer, onLoopback } from '../__testUtils__/loopback';
import { ConnectionChecker } from '../ConnectionChecker';
import { headFinding, modelFinding, questionOf } from './uri';

const HOST = 'data.example.org';
const TOKEN = 'hf_visible-nowhere';
const spec = (address: string): ConnectionSpec => ({
  type: 'uri',
  uri: address,
  values: {},
});

describe('the check of an address', () => {
  const url = new URL('https://data.example.org/set.parquet');
  const found = (status: number) =>
    headFinding({ status, headers: {}, body: '' }, url);

  it.each<[number, string, string]>([
    [200, 'reachable', 'Found'],
    [204, 'reachable', 'Found'],
    [404, 'refused', 'NotFound'],
    [410, 'refused', 'NotFound'],
    [401, 'refused', 'LoginAsked'],
    [403, 'refused', 'LoginAsked'],
    [302, 'unclear', 'Redirected'],
    [308, 'unclear', 'Redirected'],
    [405, 'unclear', 'AnswerNotUnderstood'],
    [429, 'unclear', 'TooManyRequests'],
    [500, 'unclear', 'ServerFailing'],
  ])('knows what %d means', (status, outcome, reason) => {
    expect(found(status)).toMatchObject({ outcome, reason });
    expect(found(status).message).toContain('data.example.org');
  });
});

describe('the check of an address, on the wire', () => {
  let server: LoopbackServer;
  beforeAll(async () => {
    server = await LoopbackServer.start((request, response) => {
      response.statusCode = request.url === '/set.parquet' ? 200 : 404;
      response.end();
    });
  });
  afterAll(() => server.stop());

  it.each([
    ['/set.parquet', 'reachable'],
    ['/nothing', 'refused'],
  ])(
    'asks for the head of %s, and shows the token to nobody',
    async (path, outcome) => {
      const checker = new ConnectionChecker(
        onLoopback(allowed(HOST, server.port)),
      );
      const found = await checker.check(
        spec(`https://${HOST}:${server.port}${path}`),
        async () => ({ HF_TOKEN: TOKEN }),
      );
      expect(found.outcome).toBe(outcome);
      const { method, headers } = server.asked.at(-1)!;
      expect(method).toBe('HEAD');
      expect(JSON.stringify(headers)).not.toContain(TOKEN);
    },
  );
});

describe('the check of a model at Hugging Face', () => {
  // Codes of the Hub, in the header X-Error-Code.
  const found = (
    status: number,
    code: string | undefined,
    withToken: boolean,
  ) =>
    modelFinding(
      { status, headers: code ? { 'x-error-code': code } : {}, body: '' },
      { model: 'example/tiny', withToken },
    );

  it.each<[number, string | undefined, boolean, string, string]>([
    [200, undefined, true, 'reachable', 'ModelReadable'],
    [200, undefined, false, 'reachable', 'ModelReadable'],
    [401, 'GatedRepo', false, 'refused', 'ModelGated'],
    [403, 'GatedRepo', true, 'refused', 'ModelGated'],
    [401, undefined, true, 'refused', 'TokenRefused'],
    [401, 'RepoNotFound', false, 'refused', 'ModelNotFound'],
    [404, 'RepoNotFound', true, 'refused', 'ModelNotFound'],
    [302, undefined, true, 'unclear', 'Redirected'],
    [503, undefined, true, 'unclear', 'ServerFailing'],
  ])('knows what %d %s means', (status, code, withToken, outcome, reason) => {
    expect(found(status, code, withToken)).toMatchObject({ outcome, reason });
  });

  it.each([
    ['hf://example/tiny', 'example/tiny'],
    ['hf://example/tiny:main', 'example/tiny'],
    ['hf://example/tiny/more', 'example/tiny'],
    ['hf://gpt2', 'gpt2'],
  ])('asks for %s as %s', (address, model) => {
    const { method, url, headers } = questionOf(spec(address), {
      HF_TOKEN: TOKEN,
    });
    expect(method).toBe('GET');
    expect(String(url)).toBe(
      `https://huggingface.co/api/models/${model}/auth-check`,
    );
    expect(headers).toEqual({ authorization: `Bearer ${TOKEN}` });
    expect(questionOf(spec(address), {}).headers).toBeUndefined();
  });
});
