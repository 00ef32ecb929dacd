import {
  ConnectionSpec,
  dockerConfig,
} from '@greenroom/backstage-plugin-greenroom-common';
import { allowed, LoopbackServer, onLoopback } from '../__testUtils__/loopback';
import { AllowedHost } from '../allowedHosts';
import { ConnectionChecker } from '../ConnectionChecker';
import { loginFor } from './dockerLogin';
import { loginDesk, oci } from './oci';

const HOST = 'registry.example.org';
const AUTH = 'auth.example.org';
const PASSWORD = 'hunter2-visible-nowhere';
const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

describe('the check of a registry', () => {
  let challenge: string | undefined;
  let registry: LoopbackServer;
  let tokens: LoopbackServer;

  beforeAll(async () => {
    registry = await LoopbackServer.start(({ headers }, response) => {
      const { authorization } = headers;
      if (challenge && authorization !== basic('ada', 'right')) {
        response.statusCode = 401;
        response.setHeader('www-authenticate', challenge);
      }
      response.end('{}');
    });
    tokens = await LoopbackServer.start(({ headers }, response) => {
      if (headers.authorization !== basic('ada', 'right')) {
        response.statusCode = 401;
      }
      response.end('{"token":"visible-nowhere"}');
    });
  });
  afterAll(() => Promise.all([registry.stop(), tokens.stop()]));
  beforeEach(() => {
    registry.asked.length = 0;
    tokens.asked.length = 0;
  });

  const name = () => `${HOST}:${registry.port}`;
  const bearer = () =>
    `Bearer realm="https://${AUTH}:${tokens.port}/token",service="${HOST}"`;
  const check = (password: string, ...more: AllowedHost[]) => {
    const spec: ConnectionSpec = { type: 'oci', registry: name(), values: {} };
    return new ConnectionChecker(
      onLoopback(allowed(HOST, registry.port), ...more),
    ).check(spec, async () => ({
      '.dockerconfigjson': dockerConfig(name(), 'ada', password),
    }));
  };

  it('logs in with user and password where the registry asks for them', async () => {
    challenge = 'Basic realm="registry"';
    expect(await check('right')).toMatchObject({
      outcome: 'reachable',
      reason: 'LoginTaken',
    });
    const wrong = await check(PASSWORD);
    expect(wrong).toMatchObject({ outcome: 'refused', reason: 'LoginRefused' });
    expect(JSON.stringify(wrong)).not.toContain(PASSWORD);
    // Nothing is shown before it is asked for.
    expect(registry.asked[0].headers.authorization).toBeUndefined();
  });

  it('asks for a token where the registry says, if that host is allowed too', async () => {
    challenge = bearer();
    const auth = allowed(AUTH, tokens.port);
    expect(await check('right', auth)).toMatchObject({ reason: 'LoginTaken' });
    expect(tokens.asked[0].url).toBe(`/token?service=${HOST}`);
    expect(await check(PASSWORD, auth)).toMatchObject({
      reason: 'LoginRefused',
    });
    // The registry itself sees no password.
    expect(registry.asked.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['another host', () => bearer()],
    ['metadata', () => 'Bearer realm="http://169.254.169.254/latest"'],
    ['the API server', () => 'Bearer realm="https://10.0.0.1:6443/token"'],
  ])('sends nothing to %s that is not allowed', async (_what, said) => {
    challenge = said();
    expect(await check(PASSWORD)).toMatchObject({
      outcome: 'notAllowed',
      reason: 'TokenHostNotAllowed',
      fix: expect.stringContaining('allowedHosts'),
    });
    expect(tokens.asked).toEqual([]);
  });

  it('says when nobody asks for a login', async () => {
    challenge = undefined;
    expect(await check(PASSWORD)).toMatchObject({
      outcome: 'reachable',
      reason: 'NoLoginAsked',
    });
    expect(JSON.stringify(registry.asked[0].headers)).not.toContain('Basic');
  });

  it('sends nothing without a login for this registry', async () => {
    const found = await new ConnectionChecker(
      onLoopback(allowed(HOST, registry.port)),
    ).check({ type: 'oci', registry: name(), values: {} }, async () => ({
      '.dockerconfigjson': dockerConfig('other.example.org', 'ada', PASSWORD),
    }));
    expect(found).toMatchObject({
      outcome: 'incomplete',
      reason: 'LoginMissing',
    });
    expect(registry.asked).toEqual([]);
  });
});

describe('where a registry wants logins', () => {
  const url = new URL('https://registry.example.org/v2/');
  const desk = (challenge: string, status = 401) =>
    loginDesk({ status, headers: { 'www-authenticate': challenge } }, url)
      ?.href;

  it.each<[string, string | undefined]>([
    ['Basic realm="x"', url.href],
    ['BASIC', url.href],
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io"',
      'https://auth.docker.io/token?service=registry.docker.io',
    ],
    [
      'Basic realm="x", Bearer realm="https://auth.example.org/t?a=b"',
      'https://auth.example.org/t?a=b',
    ],
    ['Bearer realm="/token"', undefined],
    ['Bearer realm="file:///etc/passwd"', undefined],
    ['Bearer service="x"', undefined],
    ['Negotiate', undefined],
    ['', undefined],
  ])('is told by %s', (challenge, expected) => {
    expect(desk(challenge)).toBe(expected);
  });

  it('is nowhere when it does not ask', () => {
    expect(desk('Basic realm="x"', 200)).toBeUndefined();
  });

  it('is elsewhere for Docker Hub than its name says', () => {
    const hostOf = (registry: string) =>
      oci.destination({ type: 'oci', registry, values: {} }).host;
    expect(hostOf('docker.io')).toBe('registry-1.docker.io');
    expect(hostOf('quay.io')).toBe('quay.io');
  });
});

describe('the login in a Docker configuration', () => {
  const auth = Buffer.from('ada:p:w').toString('base64');
  const login = { user: 'ada', password: 'p:w' };

  it.each<[string, object, object | undefined]>([
    ['quay.io', { 'quay.io': { auth } }, login],
    ['quay.io', { 'https://quay.io/v2/': { auth } }, login],
    ['quay.io', { 'quay.io': { username: 'ada', password: 'p:w' } }, login],
    ['docker.io', { 'https://index.docker.io/v1/': { auth } }, login],
    ['quay.io:443', { 'quay.io': { auth } }, undefined],
    ['quay.io', { 'evil.quay.io': { auth } }, undefined],
    ['quay.io', { 'quay.io': {} }, undefined],
    ['quay.io', { 'quay.io': null }, undefined],
    ['quay.io', { 'quay.io': { auth: 'bm90aGluZw==' } }, undefined],
    ['quay.io', { 'quay.io': { auth: 4711 } }, undefined],
  ])('for %s in %j', (registry, auths, expected) => {
    expect(loginFor(registry, JSON.stringify({ auths }))).toEqual(expected);
  });

  it.each([undefined, '', 'hunter2', 'null', '[]', '{"auths":null}'])(
    'is not in %s',
    text => expect(loginFor('quay.io', text)).toBeUndefined(),
  );
});
