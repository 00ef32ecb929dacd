import { Socket } from 'node:net';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Kind } from '@greenroom/backstage-plugin-greenroom-common';
import {
  BAD_INPUTS,
  BadInput,
  GOOD_SPECS,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { KubernetesObject } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { ScaffolderBench, TaskEnd } from './__testUtils__/ScaffolderBench';

jest.setTimeout(180_000);

const TEMPLATES: Record<Kind, string> = {
  Project: 'ml-project',
  Workbench: 'workbench',
  ModelServer: 'model-server',
  Connection: 'connection',
};

/** What a scaffolder, a template, an include or a page would make something of. */
const TEXT =
  '${{ secrets.x }} {{ range.constructor("return 1")() }} {% include "x" %} <img src=x onerror=alert(1)>';

describe('bad inputs through the templates', () => {
  const project = uniqueNamespace('inputs');
  const workbench = { ...GOOD_SPECS.Workbench, project };
  let bench: ScaffolderBench;
  let made: TaskEnd;
  /** How everything is while nothing was let in. */
  let before: { assets: string[]; objects: string[]; entities: string[] };

  const everything = async () => ({
    assets: await bench.assets(),
    objects: await bench.objects(project),
    entities: await bench.entities(project),
  });

  // Before the databases register theirs: stopping a backend still needs its own.
  afterAll(async () => {
    await bench?.remove(`Project/${project}/${project}`);
    await bench?.close();
  }, 120_000);
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  beforeAll(async () => {
    bench = await ScaffolderBench.open(databases);
    made = await bench.run('ml-project', {
      ...GOOD_SPECS.Project,
      name: project,
    });
    before = await everything();
  }, 300_000);

  it('let in what is good', () => {
    expect(made).toMatchObject({ status: 'completed' });
    expect(before).toMatchObject({
      assets: [`Project:${project}/${project}`],
      entities: [`System/${project}`],
      objects: expect.arrayContaining(['NetworkPolicy/greenroom-default']),
    });
  });

  const valuesOf = ({ kind, ref, spec }: BadInput) => ({
    ...GOOD_SPECS[kind],
    ...spec,
    ...(kind === 'Connection' && {
      credentials: spec && 'secretRef' in spec ? 'secretRef' : 'values',
    }),
    ...(kind === 'Project'
      ? { name: ref?.name ?? `${project}-b` }
      : {
          name: ref?.name ?? 'explore',
          project: ref?.project ?? project,
        }),
  });

  it.each(BAD_INPUTS)('$row: refuses $what and names $field', async input => {
    const { kind, field } = input;
    const end = await bench.run(TEMPLATES[kind], valuesOf(input));

    const names = [
      field,
      // A project is asked for by its name only.
      ...(kind === 'Project' && field === 'project' ? ['name'] : []),
      // What renders templates does not say where it found it.
      ...(field.endsWith('.__proto__') ? ['__proto__'] : []),
    ];
    const named = end.fields.some(each => names.includes(each));
    expect({ ...end, named }).toMatchObject({
      status: expect.stringMatching(/^(refused|failed)$/),
      named: true,
    });
    expect(await bench.assets()).toEqual(before.assets);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('7: refuses a project called like a namespace that somebody else made, and leaves that alone', async () => {
    const name = uniqueNamespace('theirs');
    const theirs = await bench.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
    const end = await bench.run('ml-project', { ...GOOD_SPECS.Project, name });

    expect(end).toMatchObject({ status: 'failed', fields: ['name'] });
    expect(end.text).toContain('that Greenroom did not make');
    const after = await bench.object('v1', 'Namespace', { name });
    expect(after.metadata).toEqual(theirs.metadata);
    await bench.delete('v1', 'Namespace', { name });
  });

  it('refuses credentials of a connection that says to have them from a Secret', async () => {
    const end = await bench.run('connection', {
      ...GOOD_SPECS.Connection,
      project,
      name: 'sent',
      credentials: 'secretRef',
      secretRef: { name: 'theirs' },
      values: { AWS_SECRET_ACCESS_KEY: 'sent' },
    });
    expect(end.status).toBe('refused');
    expect(end.text).toContain('values');
    expect(end.text).toContain('AWS_SECRET_ACCESS_KEY');
  });

  it('19: refuses 5 MB of text', async () => {
    const description = 'x'.repeat(5_000_000);
    const end = await bench.run('workbench', {
      ...workbench,
      name: 'long',
      description,
    });
    expect(end.status).toBe('refused');
    expect(end.text).toMatch(/^4(00|13) /);
  });

  it('has left nothing behind: no declaration, no object, no entity', async () => {
    expect(await everything()).toEqual(before);
  });

  describe('what is text and no more', () => {
    const name = 'literal';
    const path = `Workbench/${project}/${name}`;
    const credential = `ghp_${'a'.repeat(36)}`;
    let end: TaskEnd;

    beforeAll(async () => {
      bench.proxy.api.clear();
      end = await bench.run(
        'workbench',
        {
          ...workbench,
          name,
          title: TEXT.slice(0, 100),
          description: TEXT,
          env: [
            { name: 'TEXT', value: TEXT },
            { name: 'NOTE', value: credential },
          ],
        },
        {
          'Impersonate-User': 'system:admin',
          'Impersonate-Group': 'system:masters',
          'X-Forwarded-Access-Token': 'theirs',
        },
      );
    });

    afterAll(() => bench.remove(path));

    it('18, 23: stays what it was, in the declaration and on the cluster', async () => {
      expect(end).toMatchObject({ status: 'completed' });
      const { body } = await bench.send('GET', `/greenroom/v1/assets/${path}`);
      expect(body.title).toBe(TEXT.slice(0, 100));
      expect(body.spec).toMatchObject({
        description: TEXT,
        env: [{ name: 'TEXT', value: TEXT }, { name: 'NOTE' }],
      });
      const pod = (await bench.object('v1', 'Pod', {
        namespace: project,
        name: `${name}-0`,
      })) as KubernetesObject & { spec: { containers: { env: object[] }[] } };
      expect(pod.spec.containers[0].env).toContainEqual({
        name: 'TEXT',
        value: TEXT,
      });
    });

    it('17: is warned of when it looks like a credential, and not repeated', async () => {
      expect(end.text).toContain('spec.env[1].value looks like a credential');
      expect(end.text).not.toContain(credential);
      const { body } = await bench.send('GET', `/greenroom/v1/assets/${path}`);
      expect(JSON.stringify(body.status)).not.toContain(credential);
    });

    it('24: lends nobody an identity: headers of the caller end at the portal', async () => {
      await bench.send(
        'PUT',
        `/greenroom/v1/assets/${path}`,
        { spec: { ...GOOD_SPECS.Workbench, title: 'Another' } },
        {
          'Impersonate-User': 'system:admin',
          'X-Forwarded-Access-Token': 'theirs',
          'X-Remote-User': 'system:admin',
        },
      );
      const { body } = await bench.send(
        'GET',
        `/greenroom/v1/assets/${path}/history`,
      );
      expect(body.items).toHaveLength(2);
      for (const { author } of body.items) {
        expect(author).toBe('user:default/dana');
      }
      const own = `system:serviceaccount:greenroom-system:project-${project}`;
      const users = new Set(
        bench.proxy.api.all.map(({ impersonateUser }) => impersonateUser),
      );
      expect([...users].filter(user => user && user !== own)).toEqual([]);
      expect(users).toContain(own);
    });
  });

  it('15: never asks what a connection leads to', async () => {
    const asked: unknown[] = [];
    const connect = Socket.prototype.connect;
    const spy = jest
      .spyOn(Socket.prototype, 'connect')
      .mockImplementation(function record(this: Socket, ...args: unknown[]) {
        const [first] = args.flat() as { host?: unknown }[];
        asked.push(first?.host);
        return Reflect.apply(connect, this, args);
      });
    const path = `Connection/${project}/inside`;
    const asset = `/greenroom/v1/assets/${path}`;
    const phase = async () => (await bench.send('GET', asset)).body.status;
    const spec = { ...GOOD_SPECS.Connection, endpoint: 'http://10.0.0.1:6443' };
    await bench.send('PUT', asset, { spec });
    await bench.until(
      async () => (await phase()).explanation?.reason === 'SecretMissing',
    );
    const values = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    await bench.send('PUT', `${asset}/secret`, { values });
    await bench.until(async () => (await phase()).phase === 'Ready');
    await bench.remove(path);
    spy.mockRestore();

    expect(asked.length).toBeGreaterThan(0);
    expect(asked).not.toContain('10.0.0.1');
  });
});
