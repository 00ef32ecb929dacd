import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Portal } from '../../__testUtils__/Portal';

const PROJECT = '/v1/assets/Project/fraud/fraud';
const MODELS = '/v1/assets/Connection/fraud/models';
const EXPLORE = '/v1/assets/Workbench/fraud/explore';

const s3 = { type: 's3', endpoint: 'https://s3.example.org', bucket: 'models' };
const explore = {
  image: { name: 'pytorch' },
  hardware: { profile: 'nvidia-a100' },
};
const KEY = 'AKIA-visible-nowhere';
const SECRET = 'hunter2-visible-nowhere';
const values = { AWS_ACCESS_KEY_ID: KEY, AWS_SECRET_ACCESS_KEY: SECRET };

describe('connections in the API', () => {
  let portal: Portal;
  const answers: string[] = [];

  const put = (path: string, spec: object) =>
    portal.send('put', path).send({ spec });
  const supply = async (body: object, path = MODELS) => {
    const answer = await portal.send('put', `${path}/secret`).send(body);
    answers.push(answer.text, JSON.stringify(answer.headers));
    return answer;
  };
  const fieldsOf = (body: { error: { issues: { field: string }[] } }) =>
    body.error.issues.map(({ field }) => field);

  beforeEach(async () => {
    answers.length = 0;
    portal = await Portal.open();
    await put(PROJECT, { owner: 'group:default/fraud' }).expect(201);
    await put(MODELS, { ...s3, values: {} }).expect(201);
  });

  afterEach(() => portal?.close());

  it('pass values on to the cluster, and have the connection looked at again', async () => {
    const { body } = await portal.send('get', MODELS);
    portal.engine.enqueued.length = 0;
    const before = await portal.store.lastSequence();

    expect((await supply({ values })).status).toBe(204);

    expect(portal.engine.supplied).toEqual([{ id: body.id, values }]);
    expect(portal.engine.enqueued).toEqual([body.id]);
    expect(await portal.store.lastSequence()).toBeGreaterThan(before);
    expect(portal.audited.at(-1)).toBe('asset-secret succeeded');
    expect(portal.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        severityLevel: 'high',
        meta: {
          ref: { kind: 'Connection', project: 'fraud', name: 'models' },
          keys: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
        },
      }),
    );
  });

  it('show values nowhere: not in the database, audit events, answers and errors', async () => {
    await supply({ values });
    await supply({
      values: { ...values, AWS_SECRET_ACCESS_KEY: `${SECRET}\n` },
    });
    await supply({ values: { [SECRET]: KEY } });
    await supply({ values: { AWS_ACCESS_KEY_ID: [SECRET] } });
    await supply({ values, [SECRET]: 'x' });
    await supply({ values: SECRET });
    await supply({ values }, EXPLORE);
    const broken = await portal
      .send('put', `${MODELS}/secret`)
      .set('Content-Type', 'application/json')
      .send(`{"values":"${SECRET}`)
      .expect(400);
    portal.engine.reachable = false;
    expect((await supply({ values })).status).toBe(503);

    const audit = portal.auditor.createEvent.mock.calls.map(([event]) => ({
      ...event,
      request: undefined,
    }));
    const seen = [
      await portal.dump(),
      JSON.stringify(audit),
      JSON.stringify(portal.failures),
      JSON.stringify(portal.events.publish.mock.calls),
      broken.text,
      ...answers,
    ].join('\n');
    expect(seen).toContain('models');
    expect(seen).not.toContain(KEY);
    expect(seen).not.toContain(SECRET);
    expect(seen).not.toContain(Buffer.from(SECRET).toString('base64'));
  });

  it('name each value that is missing or does not fit', async () => {
    const { status, body } = await supply({
      values: { AWS_ACCESS_KEY_ID: ' AK' },
    });
    expect(status).toBe(400);
    expect(fieldsOf(body)).toEqual([
      'values.AWS_ACCESS_KEY_ID',
      'values.AWS_SECRET_ACCESS_KEY',
    ]);
    expect(portal.engine.supplied).toEqual([]);
  });

  it('take no values for a Secret of somebody else, and none for other kinds', async () => {
    const other = '/v1/assets/Connection/fraud/other';
    await put(other, { ...s3, secretRef: { name: 'theirs' } }).expect(201);
    expect(fieldsOf((await supply({ values }, other)).body)).toEqual([
      'values',
    ]);
    const { status, body } = await supply({ values }, PROJECT);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/Only a Connection has values/);
  });

  it('take values only from whoever may change the connection', async () => {
    portal.decisions = { 'greenroom.asset.update': AuthorizeResult.DENY };
    expect((await supply({ values })).status).toBe(403);
    portal.decisions = { 'greenroom.asset.read': AuthorizeResult.DENY };
    expect((await supply({ values })).status).toBe(404);
    expect(portal.engine.supplied).toEqual([]);
    expect(portal.audited.slice(-2)).toEqual([
      'asset-secret failed',
      'asset-secret failed',
    ]);
  });

  it('keep type and Secret, since what uses them relies on both', async () => {
    const { body } = await put(MODELS, {
      ...s3,
      secretRef: { name: 'theirs' },
    }).expect(400);
    expect(fieldsOf(body)).toEqual(['spec.secretRef']);
    const uri = { type: 'uri', uri: 'hf://example/tiny', values: {} };
    expect(fieldsOf((await put(MODELS, uri).expect(400)).body)).toEqual([
      'spec.type',
    ]);
    await put(MODELS, { ...s3, bucket: 'others', values: {} }).expect(200);
  });

  describe('of a workbench', () => {
    it('are recorded with it, shown on the connection, and keep it from being deleted', async () => {
      const { body } = await put(EXPLORE, {
        ...explore,
        connections: ['models'],
      }).expect(201);
      expect(body.resolved.connections).toEqual([
        { name: 'models', type: 's3', secret: 'models', own: true },
      ]);
      const used = await portal.send('get', MODELS).expect(200);
      expect(used.body.usedBy).toEqual([
        { kind: 'Workbench', project: 'fraud', name: 'explore' },
      ]);
      const refused = await portal.send('delete', MODELS).expect(409);
      expect(refused.body.error.message).toMatch(
        /used by 1 assets.*Workbench:fraud\/explore/,
      );

      await put(EXPLORE, explore).expect(200);
      await portal.send('delete', MODELS).expect(204);
      const gone = await put(EXPLORE, { ...explore, connections: ['models'] });
      expect(fieldsOf(gone.body)).toEqual(['spec.connections[0]']);
    });

    it('are shown to those only who may read the workbench', async () => {
      await put(EXPLORE, {
        ...explore,
        owner: 'group:default/risk',
        connections: ['models'],
      }).expect(201);
      portal.decisions = {
        'greenroom.asset.read': {
          not: {
            rule: 'IS_OWNER',
            resourceType: 'greenroom-asset',
            params: { owners: ['group:default/risk'] },
          },
        },
      };
      const { body } = await portal.send('get', MODELS).expect(200);
      expect(body.usedBy).toEqual([]);
    });

    it.each([
      ['unknown', { connections: ['nothing'] }, 'spec.connections[0]'],
      [
        'listed twice',
        { connections: ['models', 'models'] },
        'spec.connections[1]',
      ],
      [
        'of one type',
        { connections: ['models', 'more'] },
        'spec.connections[1]',
      ],
      [
        'setting a variable that is declared',
        {
          connections: ['models'],
          env: [{ name: 'AWS_S3_BUCKET', value: 'x' }],
        },
        'spec.env[0].name',
      ],
    ])('are refused when %s, with the field', async (_what, change, field) => {
      await put('/v1/assets/Connection/fraud/more', {
        ...s3,
        values: {},
      }).expect(201);
      const { body } = await put(EXPLORE, { ...explore, ...change }).expect(
        400,
      );
      expect(fieldsOf(body)).toEqual([field]);
    });
  });
});
