import { inspect } from 'node:util';
import {
  ConnectionSpec,
  ConnectionValues,
} from '@greenroom/backstage-plugin-greenroom-common';
import { ApiError, KubeClient } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { engineBench } from './__testUtils__/engineBench';
import { EngineHarness, RESOURCES } from './__testUtils__/EngineHarness';

jest.setTimeout(180_000);

const { secrets } = RESOURCES;
const s3 = {
  type: 's3' as const,
  endpoint: 'https://s3.example.org',
  bucket: 'models',
};
const KEY = 'AKIA-visible-nowhere';
const SECRET = 'hunter2-visible-nowhere';
const values = { AWS_ACCESS_KEY_ID: KEY, AWS_SECRET_ACCESS_KEY: SECRET };

/** With Greenroom's own rights, which let it look Secrets up by name only. */
describe('DefaultEngine with a Connection', () => {
  const bench = engineBench();
  let harness: EngineHarness;
  let project: string;

  beforeAll(async () => {
    harness = await bench.engine();
    await harness.engine.start();
    project = uniqueNamespace();
    await harness.project(project);
  }, 180_000);

  afterAll(() => harness?.engine.stop());

  const declare = (name: string, spec: ConnectionSpec) =>
    harness.declare({ kind: 'Connection', project, name }, spec);

  /** As the API does it. */
  const supply = async ({ id }: { id: string }, sent: ConnectionValues) => {
    const declaration = (await harness.store.getById(
      id,
    )) as StoredDeclaration<'Connection'>;
    await harness.engine.supply(declaration, sent);
    await harness.store.touch(id);
    harness.engine.enqueue(declaration);
  };
  const reaches = (of: { id: string }, phase: string, timeoutMs = 60_000) =>
    harness.until(of, status => status?.phase === phase, timeoutMs);
  const contents = async (name: string) => {
    const secret = await harness.exists(secrets, project, name);
    const data = Object.entries((secret?.data ?? {}) as object);
    return Object.fromEntries(
      data.map(([key, value]) => [
        key,
        Buffer.from(value, 'base64').toString(),
      ]),
    );
  };

  it('makes the Secret, waits for its values, keeps them when it is declared anew, and rotates them', async () => {
    const models = await declare('models', { ...s3, values: {} });
    expect((await reaches(models, 'Pending'))?.explanation?.reason).toMatch(
      /SecretMissing|Project/,
    );
    await harness.until(
      models,
      status => status?.explanation?.reason === 'SecretMissing',
      60_000,
    );

    await supply(models, values);
    await reaches(models, 'Ready');
    const declared = {
      AWS_S3_ENDPOINT: s3.endpoint,
      AWS_S3_BUCKET: s3.bucket,
    };
    expect(await contents('models')).toEqual({ ...declared, ...values });

    await declare('models', { ...s3, bucket: 'others', values: {} });
    await harness.until(
      models,
      status => status?.observedRevision === 2 && status.phase === 'Ready',
      60_000,
    );
    await supply(models, { ...values, AWS_SECRET_ACCESS_KEY: 'rotated' });
    expect(await contents('models')).toEqual({
      ...declared,
      ...values,
      AWS_S3_BUCKET: 'others',
      AWS_SECRET_ACCESS_KEY: 'rotated',
    });

    const tables = await harness
      .knex('sqlite_master')
      .where({ type: 'table' })
      .pluck('name');
    const rows = await Promise.all(tables.map(table => harness.knex(table)));
    const dump = JSON.stringify(rows);
    expect(dump).toContain('models');
    for (const text of [KEY, SECRET]) {
      expect(dump).not.toContain(text);
      expect(dump).not.toContain(Buffer.from(text).toString('base64'));
    }
  });

  it('notices that the Secret was deleted, makes it again, and asks for the values', async () => {
    const lost = await declare('lost', { ...s3, values: {} });
    await harness.until(
      lost,
      status => status?.explanation?.reason === 'SecretMissing',
      60_000,
    );
    await supply(lost, values);
    await reaches(lost, 'Ready');

    await harness.kubectl.delete(secrets, { namespace: project, name: 'lost' });
    harness.engine.enqueue(lost);
    const status = await reaches(lost, 'Pending');
    expect(status?.explanation?.reason).toBe('SecretMissing');
    expect(await contents('lost')).toEqual({
      AWS_S3_ENDPOINT: s3.endpoint,
      AWS_S3_BUCKET: s3.bucket,
    });
    await supply(lost, values);
    await reaches(lost, 'Ready');

    await harness.remove(lost);
    await harness.until(lost, seen => seen === undefined, 60_000);
    expect(await harness.exists(secrets, project, 'lost')).toBeUndefined();
  });

  it('makes a Secret to pull images with, which nobody can log in with before its values are there', async () => {
    const images = await declare('images', {
      type: 'oci',
      registry: 'registry.example.org',
      values: {},
    });
    await harness.until(
      images,
      status => status?.explanation?.reason === 'SecretMissing',
      60_000,
    );
    const login = '{"auths":{"registry.example.org":{"auth":"YWRhOnB3"}}}';
    await supply(images, { '.dockerconfigjson': login });
    await reaches(images, 'Ready');
    expect(await harness.exists(secrets, project, 'images')).toMatchObject({
      type: 'kubernetes.io/dockerconfigjson',
    });
    expect(await contents('images')).toEqual({
      OCI_HOST: 'registry.example.org',
      '.dockerconfigjson': login,
    });
  });

  it('leaves a Secret of somebody else alone, and says what is missing in it', async () => {
    const theirs = await declare('theirs', {
      ...s3,
      secretRef: { name: 'their-s3' },
    });
    const missing = await harness.until(
      theirs,
      status => status?.explanation?.reason === 'SecretMissing',
      60_000,
    );
    expect(missing?.explanation?.summary).toMatch(/"their-s3".*does not exist/);

    const made = await harness.kubectl.create(secrets, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'their-s3', namespace: project },
      stringData: values,
    } as never);
    harness.engine.enqueue(theirs);
    await reaches(theirs, 'Ready');
    await harness.remove(theirs);
    await harness.until(theirs, seen => seen === undefined, 60_000);
    expect(await harness.exists(secrets, project, 'their-s3')).toEqual(made);
  });

  it('reads the values for a check: its own, of the type only, and from no stranger', async () => {
    const valuesOf = async ({ id }: { id: string }) =>
      harness.engine.values(
        (await harness.store.getById(id)) as StoredDeclaration<'Connection'>,
      );
    const checked = await declare('checked', { ...s3, values: {} });
    await harness.until(
      checked,
      status => status?.explanation?.reason === 'SecretMissing',
      60_000,
    );
    expect(await valuesOf(checked)).toEqual({});
    await supply(checked, values);
    expect(await valuesOf(checked)).toEqual(values);
    await reaches(checked, 'Ready');

    const referring = await declare('referring', {
      ...s3,
      secretRef: { name: 'elsewhere' },
    });
    expect(await valuesOf(referring)).toBeUndefined();
    const ref = { namespace: project, name: 'checked' };
    await harness.kubectl.delete(secrets, ref);
    for (const name of ['elsewhere', 'checked']) {
      await harness.kubectl.create(secrets, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { ...ref, name },
        stringData: { ...values, LD_PRELOAD: 'x' },
      } as never);
    }
    expect(await valuesOf(referring)).toEqual(values);
    await expect(valuesOf(checked)).rejects.toThrow(
      /is not the one that Greenroom made/,
    );
  });

  it.each([
    ['ConflictError', new ApiError(`denied: ${SECRET}`, { status: 403 })],
    ['ConflictError', new ApiError(`invalid: ${SECRET}`, { status: 422 })],
    [
      'ServiceUnavailableError',
      new ApiError(`failed: ${SECRET}`, { status: 500 }),
    ],
    ['ServiceUnavailableError', new Error(`socket hang up ${SECRET}`)],
  ])(
    'tells as %s that values were not written, without the words that may quote them',
    async (name, error) => {
      const quoted = await declare(`quoted-${Date.now()}`, {
        ...s3,
        values: {},
      });
      await harness.until(
        quoted,
        status => status?.explanation?.reason === 'SecretMissing',
        60_000,
      );
      jest
        .spyOn(KubeClient.prototype, 'mergePatch')
        .mockRejectedValueOnce(error);
      const refused = await supply(quoted, values).then(
        () => new Error('was taken'),
        failure => failure as Error,
      );
      expect(refused.name).toBe(name);
      expect(inspect(refused, { depth: 5 })).not.toContain(SECRET);
    },
  );

  it('takes no values for a Secret that it has not made, and says nothing of them', async () => {
    const { declaration } = await harness.store.declare({
      ref: { kind: 'Connection', project, name: 'early' },
      spec: { ...s3, values: {} },
      resolved: {},
      source: { type: 'api' },
      owner: 'group:default/fraud',
      cluster: 'dev',
      author: 'user:default/dana',
    });
    const refused: Error = await harness.engine
      .supply(declaration as StoredDeclaration<'Connection'>, values)
      .then(
        () => new Error('was taken'),
        error => error,
      );
    expect(refused.name).toBe('ConflictError');
    expect(refused.message).toMatch(/has not been created .* in a moment/);
    expect(`${refused.stack}`).not.toContain(SECRET);
  });
});
