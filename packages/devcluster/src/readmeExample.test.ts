import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  ApiResource,
  connectionFromKubeconfig,
  isNotFound,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { waitFor } from './cluster/waitFor';
import { testCluster, uniqueNamespace } from './testUtils';

const RUNTIME = dirname(
  require.resolve('@greenroom/controller-runtime/package.json'),
);
/** The program has to be compiled first. */
const FIRST_GREETING_MS = 60_000;
const HEALING_MS = 10_000;

const core = (kind: string, plural: string, namespaced: boolean) => ({
  apiVersion: 'v1',
  group: '',
  version: 'v1',
  kind,
  plural,
  namespaced,
  verbs: [],
});
const namespaces: ApiResource = core('Namespace', 'namespaces', false);
const configMaps: ApiResource = core('ConfigMap', 'configmaps', true);

/** What somebody does who reads the README: puts the example into a file, beside the package. */
async function copyExample(folder: string): Promise<string> {
  const readme = await readFile(join(RUNTIME, 'README.md'), 'utf8');
  const [, example = ''] = readme.match(/```ts\n(import[\s\S]*?)```/) ?? [];
  const scope = join(folder, 'node_modules/@greenroom');
  await mkdir(scope, { recursive: true });
  await symlink(RUNTIME, join(scope, 'controller-runtime'));
  const file = join(folder, 'welcome.ts');
  await writeFile(file, example);
  return file;
}

describe('the example in the README of controller-runtime', () => {
  const team = uniqueNamespace('welcome');
  const other = uniqueNamespace('welcome');
  let folder: string;
  let admin: KubeClient;
  let program: ChildProcess;
  let output = '';

  const textOf = async (namespace: string) => {
    try {
      const ref = { namespace, name: 'welcome' };
      const { data } = await admin.get<KubernetesObject>(configMaps, ref);
      return (data as { text: string }).text;
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  };

  /** Resolves when the team is greeted so. */
  const greeting = (text: string, timeoutMs = HEALING_MS) =>
    waitFor(
      `'${text}'`,
      async () => ((await textOf(team)) === text ? text : undefined),
      { timeoutMs },
    ).catch(error => {
      throw new Error(`${error.message}; the program said: ${output}`);
    });

  beforeAll(async () => {
    const { adminKubeconfig } = await testCluster();
    admin = new KubeClient(await connectionFromKubeconfig(adminKubeconfig));
    for (const [name, labels] of [
      [team, { team: 'Fraud' }],
      [other, {}],
    ] as const) {
      await admin.create(namespaces, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name, labels },
      });
    }
    folder = await mkdtemp(join(tmpdir(), 'greenroom-readme-'));
    program = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        await copyExample(folder),
        adminKubeconfig,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH } },
    );
    const hear = (chunk: Buffer) => {
      output += chunk;
    };
    program.stdout?.on('data', hear);
    program.stderr?.on('data', hear);
  }, 900_000);

  afterAll(async () => {
    if (program?.exitCode === null) {
      program.kill('SIGKILL');
      await once(program, 'exit');
    }
    for (const name of [team, other]) {
      await admin.delete(namespaces, { name });
    }
    await admin.close();
    await rm(folder, { recursive: true, force: true });
  });

  it(
    'runs as written: greets, heals, and ends when it is told to',
    async () => {
      await greeting('Welcome, Fraud!', FIRST_GREETING_MS);
      expect(await textOf(other)).toBeUndefined();

      const welcome = { namespace: team, name: 'welcome' };
      await admin.delete(configMaps, welcome);
      await greeting('Welcome, Fraud!');
      await admin.mergePatch(configMaps, welcome, { data: { text: 'Out!' } });
      await greeting('Welcome, Fraud!');
      const labels = { team: 'Fraud-Detection' };
      await admin.mergePatch(
        namespaces,
        { name: team },
        { metadata: { labels } },
      );
      await greeting('Welcome, Fraud-Detection!');

      program.kill('SIGTERM');
      const [code] = await once(program, 'exit');
      expect({ code, output }).toEqual({ code: 0, output: '' });
    },
    FIRST_GREETING_MS + 4 * HEALING_MS,
  );
});
