import { RequestListener, ServerResponse } from 'node:http';
import { ConnectionSpec } from '@greenroom/backstage-plugin-greenroom-common';
import { allowed, LoopbackServer, onLoopback } from '../__testUtils__/loopback';
import { signedWith } from '../__testUtils__/signedWith';
import { ConnectionChecker } from '../ConnectionChecker';
import { s3Finding } from './s3';

const HOST = 's3.example.org';
const ACCESS = 'AKIDEXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const good = { AWS_ACCESS_KEY_ID: ACCESS, AWS_SECRET_ACCESS_KEY: SECRET };

/** As S3 and what is compatible with it answer: one bucket, one key, one region. */
const bucketOf =
  (region: string): RequestListener =>
  (request, response) => {
    const { accessKey, region: signedFor, valid } = signedWith(SECRET, request);
    const { pathname, searchParams } = new URL(`http://x${request.url}`);
    if (accessKey !== ACCESS) return fail(response, 403, 'InvalidAccessKeyId');
    if (signedFor !== region) {
      const hint = `<Region>${region}</Region>`;
      return fail(response, 400, 'AuthorizationHeaderMalformed', hint);
    }
    if (!valid) return fail(response, 403, 'SignatureDoesNotMatch');
    if (pathname === '/secret') return fail(response, 403, 'AccessDenied');
    if (pathname !== '/models') return fail(response, 404, 'NoSuchBucket');
    expect(searchParams.get('max-keys')).toBe('1');
    return response.end('<?xml version="1.0"?><ListBucketResult/>');
  };

function fail(
  response: ServerResponse,
  status: number,
  code: string,
  more = '',
) {
  response.statusCode = status;
  return response.end(
    `<Error><Code>${code}</Code><Message>of the far side</Message>${more}</Error>`,
  );
}

describe('the check of S3', () => {
  let server: LoopbackServer;
  let spec: ConnectionSpec;

  beforeAll(async () => {
    server = await LoopbackServer.start(bucketOf('eu-central-1'));
    spec = {
      type: 's3',
      endpoint: `https://${HOST}:${server.port}`,
      region: 'eu-central-1',
      bucket: 'models',
      values: {},
    };
  });
  afterAll(() => server.stop());

  const check = (change: Partial<ConnectionSpec> = {}, values = {}) =>
    new ConnectionChecker(onLoopback(allowed(HOST, server.port))).check(
      { ...spec, ...change },
      async () => ({ ...good, ...values }),
    );

  it('lists a key of the bucket at most, signed', async () => {
    expect(await check()).toEqual({
      outcome: 'reachable',
      reason: 'BucketListed',
      message: expect.stringContaining('models'),
    });
    const request = server.asked.at(-1)!;
    expect(signedWith(SECRET, request).valid).toBe(true);
    expect(request.headers.host).toBe(`${HOST}:${server.port}`);
    expect(request.url).toBe('/models?list-type=2&max-keys=1');
  });

  it.each<[string, Partial<ConnectionSpec>, object, string, RegExp]>([
    [
      'no bucket',
      { bucket: 'model' },
      {},
      'BucketNotFound',
      /Correct the name/,
    ],
    ['no right', { bucket: 'secret' }, {}, 'AccessDenied', /s3:ListBucket/],
    [
      'an unknown key',
      {},
      { AWS_ACCESS_KEY_ID: 'AKIDOTHER' },
      'AccessKeyUnknown',
      /access key/,
    ],
    [
      'a wrong key',
      {},
      { AWS_SECRET_ACCESS_KEY: 'hunter2-visible-nowhere' },
      'SecretKeyWrong',
      /from one source/,
    ],
    [
      'another region',
      { region: 'us-west-2' },
      {},
      'RegionWrong',
      /region eu-central-1/,
    ],
    ['no region', { region: undefined }, {}, 'RegionWrong', /eu-central-1/],
  ])('tells %s from the rest', async (_what, change, values, reason, fix) => {
    const found = await check(change, values);
    expect(found).toMatchObject({
      outcome: 'refused',
      reason,
      fix: expect.stringMatching(fix),
    });
    expect(JSON.stringify(found)).not.toMatch(
      /of the far side|hunter2|AKID|wJalr/,
    );
  });

  const answer = (status: number, body = '', headers = {}) =>
    s3Finding({ status, body, headers }, spec);

  // As Amazon S3 answers from an endpoint of another region.
  it('knows a redirect to another region as such, and goes nowhere', () => {
    const body = '<Error><Code>PermanentRedirect</Code></Error>';
    expect(answer(301, body, { 'x-amz-bucket-region': 'eu-west-3' })).toEqual(
      expect.objectContaining({
        reason: 'RegionWrong',
        fix: expect.stringContaining('eu-west-3'),
      }),
    );
    const told = '"><script>alert(1)</script>';
    const found = answer(301, body, { 'x-amz-bucket-region': told });
    expect(found.reason).toBe('RegionWrong');
    expect(JSON.stringify(found)).not.toContain('script');
  });

  it.each<[number, string, string]>([
    [200, '<html>Welcome</html>', 'AnswerNotUnderstood'],
    [403, '<html>Forbidden</html>', 'AnswerNotUnderstood'],
    [302, '', 'Redirected'],
    [404, '<Error><Code>constructor</Code></Error>', 'AnswerNotUnderstood'],
    [429, '', 'TooManyRequests'],
    [503, '<Error><Code>SlowDown</Code></Error>', 'ServerFailing'],
  ])('cannot tell from %d %s', (status, body, reason) => {
    expect(answer(status, body)).toMatchObject({ outcome: 'unclear', reason });
  });
});
