import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  allowed,
  LoopbackServer,
  onLoopback,
} from '../../check/__testUtils__/loopback';
import { Portal } from '../../__testUtils__/Portal';

const PROJECT = '/v1/assets/Project/fraud/fraud';
const MODELS = '/v1/assets/Connection/fraud/models';
const HOST = 's3.example.org';
const SECRET = 'hunter2-visible-nowhere';
const values = {
  AWS_ACCESS_KEY_ID: 'AKIA-visible-nowhere',
  AWS_SECRET_ACCESS_KEY: SECRET,
};

describe('the check of a connection in the API', () => {
  let portal: Portal;
  let server: LoopbackServer;

  const s3 = (endpoint = `https://${HOST}:${server.port}`) => ({
    type: 's3',
    endpoint,
    bucket: 'models',
  });
  const put = (path: string, spec: object) =>
    portal.send('put', path).send({ spec }).expect(201);
  const supply = () =>
    portal.send('put', `${MODELS}/secret`).send({ values }).expect(204);
  const check = (path = MODELS, user?: string) =>
    portal.send('post', `${path}/check`, user);

  beforeAll(async () => {
    server = await LoopbackServer.start((_request, response) => {
      response.end('<ListBucketResult/>');
    });
  });
  afterAll(() => server?.stop());

  beforeEach(async () => {
    server.asked.length = 0;
    portal = await Portal.open({
      checker: onLoopback(allowed(HOST, server.port)),
    });
    await put(PROJECT, { owner: 'group:default/fraud' });
    await put(MODELS, { ...s3(), values: {} });
    portal.audited.length = 0;
  });
  afterEach(() => portal?.close());

  it('answers what was found, keeps it nowhere, and records that it was', async () => {
    await supply();
    const { body, headers } = await check().expect(200);
    expect(body).toEqual({
      outcome: 'reachable',
      reason: 'BucketListed',
      message: expect.any(String),
      checkedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      ms: expect.any(Number),
    });
    expect(headers['cache-control']).toBe('no-store');
    expect(portal.audited.at(-1)).toBe('asset-check succeeded');
    expect(portal.told).toEqual([
      { outcome: 'reachable', reason: 'BucketListed' },
    ]);
    expect(portal.auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        severityLevel: 'medium',
        meta: { ref: { kind: 'Connection', project: 'fraud', name: 'models' } },
      }),
    );
    const asset = await portal.send('get', MODELS).expect(200);
    expect(asset.text).not.toContain('BucketListed');
    expect(await portal.dump()).not.toContain('BucketListed');
  });

  it('shows the values nowhere, however it ends', async () => {
    await supply();
    const answers = [await check()];
    portal.engine.reachable = false;
    answers.push(await check().expect(503));
    const seen = [
      await portal.dump(),
      JSON.stringify(
        portal.auditor.createEvent.mock.calls.map(([e]) => e.meta),
      ),
      JSON.stringify(portal.told),
      JSON.stringify(portal.failures),
      ...answers.map(({ text, headers }) => text + JSON.stringify(headers)),
    ].join('\n');
    expect(seen).toContain('models');
    expect(seen).not.toContain('visible-nowhere');
    expect(portal.audited.at(-1)).toBe('asset-check failed');
  });

  it('is for whoever may operate the connection', async () => {
    await supply();
    portal.decisions = { 'greenroom.asset.operate': AuthorizeResult.DENY };
    await check().expect(403);
    portal.decisions = { 'greenroom.asset.read': AuthorizeResult.DENY };
    const hidden = await check().expect(404);
    const absent = await check('/v1/assets/Connection/fraud/nothing').expect(
      404,
    );
    expect(hidden.body.error.message.replace('models', 'nothing')).toBe(
      absent.body.error.message,
    );
    expect(server.asked).toEqual([]);
    expect(portal.audited.slice(-3)).toEqual(
      Array(3).fill('asset-check failed'),
    );
  });

  it('says what is missing, and how to send it', async () => {
    const { body } = await check().expect(200);
    expect(body).toMatchObject({
      outcome: 'incomplete',
      reason: 'SecretMissing',
      message: expect.stringContaining('AWS_ACCESS_KEY_ID'),
      fix: expect.stringContaining('Supply values…'),
    });
    expect(server.asked).toEqual([]);
  });

  it('finds the line break in a Secret of somebody else', async () => {
    const theirs = '/v1/assets/Connection/fraud/theirs';
    await put(theirs, { ...s3(), secretRef: { name: 'their-s3' } });
    const { body: asset } = await portal.send('get', theirs);
    portal.engine.supplied.push({
      id: asset.id,
      values: { ...values, AWS_SECRET_ACCESS_KEY: `${SECRET}\n` },
    });
    const { body, text } = await check(theirs).expect(200);
    expect(body).toMatchObject({
      outcome: 'incomplete',
      reason: 'ValuesUnfit',
      message: expect.stringMatching(/AWS_SECRET_ACCESS_KEY .*white space/),
    });
    expect(text).not.toContain(SECRET);
    expect(server.asked).toEqual([]);
  });

  it.each([
    ['http://10.0.0.1:6443', 'HostNotAllowed'],
    ['https://localhost', 'HostNotAllowed'],
  ])('sends nothing to %s', async (endpoint, reason) => {
    const other = '/v1/assets/Connection/fraud/other';
    await put(other, { ...s3(endpoint), values: {} });
    const { body } = await check(other).expect(200);
    expect(body).toMatchObject({ outcome: 'notAllowed', reason });
  });

  it('is for connections only, and not for one that is being deleted', async () => {
    const { body } = await check(PROJECT).expect(400);
    expect(body.error.message).toMatch(/Only a Connection can be checked/);
    await portal.send('delete', MODELS).expect(204);
    await check().expect(409);
  });

  it('is refused to whoever asks too often', async () => {
    for (let count = 0; count < 10; count++) await check().expect(200);
    const { body } = await check().expect(429);
    expect(body.error).toMatchObject({
      name: 'TooManyRequestsError',
      message: expect.stringContaining('in a minute'),
    });
    await check(MODELS, 'user:default/ada').expect(200);
  });

  it('is off in a portal that says nothing of it', async () => {
    await portal.close();
    portal = await Portal.open();
    await put(PROJECT, { owner: 'group:default/fraud' });
    await put(MODELS, { ...s3(), values: {} });
    portal.engine.reachable = false;
    const { body } = await check().expect(200);
    expect(body).toMatchObject({
      outcome: 'off',
      fix: expect.stringContaining('greenroom.connections.check.allowedHosts'),
    });
  });
});
