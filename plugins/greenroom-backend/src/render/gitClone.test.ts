import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { promisify } from 'node:util';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  aRenderContext,
  aWorkbench,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { CLONE_SCRIPT } from './gitClone';
import { workbenchPod } from './workbench';

const run = promisify(execFile);
const url = 'https://git.example.org/fraud/notebooks.git';

describe('the clone of a repository, with a real git', () => {
  const directory = createMockDirectory();
  const volume = directory.resolve('volume');
  const folder = directory.resolve('volume/notebooks');
  const partial = directory.resolve('volume/.notebooks.greenroom-cloning');

  beforeEach(async () => {
    directory.setContent({ volume: {}, 'origin/a.txt': 'first' });
    const origin = directory.resolve('origin');
    const git = (...args: string[]) =>
      run('git', [
        ...['-c', 'user.name=a', '-c', 'user.email=a@example.org'],
        ...['-C', origin, ...args],
      ]);
    await git('init', '--quiet', '--initial-branch=main');
    await git('add', '.');
    await git('commit', '--quiet', '--message=first');
    await git('branch', 'other');
    await fs.writeFile(directory.resolve('origin/a.txt'), 'second');
    await git('commit', '--quiet', '--all', '--message=second');
  });

  const clone = (env: Record<string, string> = {}) =>
    run('/bin/sh', ['-c', CLONE_SCRIPT], {
      env: {
        PATH: process.env.PATH,
        GIT_URL: directory.resolve('origin'),
        GIT_REF: '',
        GIT_DIRECTORY: volume,
        GIT_FOLDER: 'notebooks',
        ...env,
      },
    });
  const content = () => fs.readFile(`${folder}/a.txt`, 'utf8');

  it('takes the repository’s own branch, or the one that is named', async () => {
    await clone();
    expect(await content()).toBe('second');
    await fs.rm(folder, { recursive: true });
    await clone({ GIT_REF: 'other' });
    expect(await content()).toBe('first');
  });

  it('leaves work alone that is there, at every later start', async () => {
    await clone();
    await fs.writeFile(`${folder}/a.txt`, 'a day of work');
    await clone({ GIT_URL: '/nowhere' });
    expect(await content()).toBe('a day of work');
  });

  it('leaves alone whatever else has the name', async () => {
    await fs.symlink('/nowhere', folder);
    await clone();
    expect(await fs.readlink(folder)).toBe('/nowhere');
  });

  it('begins anew after one that was interrupted', async () => {
    await fs.mkdir(partial);
    await fs.writeFile(`${partial}/half`, '');
    await clone();
    expect(await content()).toBe('second');
    expect(await fs.readdir(volume)).toEqual(['notebooks']);
  });

  it.each<Record<string, string>>([
    { GIT_URL: '/nowhere' },
    { GIT_REF: 'no-such-branch' },
  ])('fails with %j, and leaves no folder that looks whole', async env => {
    await expect(clone(env)).rejects.toMatchObject({ code: 128 });
    await expect(fs.stat(folder)).rejects.toThrow('ENOENT');
  });

  it('takes what it is given for names, never for code or options', async () => {
    const pwned = directory.resolve('pwned');
    await expect(
      clone({ GIT_URL: `--upload-pack=touch ${pwned}` }),
    ).rejects.toBeDefined();
    await expect(clone({ GIT_REF: `$(touch ${pwned})` })).rejects.toBeDefined();
    await expect(fs.stat(pwned)).rejects.toThrow('ENOENT');
  });
});

describe('the pod of a workbench with a repository', () => {
  const storage = [
    { name: 'work', size: '1Gi', mountPath: '/work' },
    { name: 'code', size: '1Gi', mountPath: '/code' },
  ];
  const containers = (git: object) =>
    (
      workbenchPod(
        aWorkbench({ spec: { storage, git: { url, ...git } } }),
        aRenderContext(),
      ) as { initContainers?: { env: object[]; resources: object }[] }
    ).initContainers;

  it('clones into the first volume, with the workbench’s image, and no accelerator', () => {
    expect(containers({})).toEqual([
      expect.objectContaining({
        image: 'registry.example.org/workbench/pytorch:2026.2',
        command: ['/bin/sh', '-c', CLONE_SCRIPT],
        volumeMounts: [{ name: 'storage-work', mountPath: '/work' }],
        resources: {
          requests: { cpu: '8', memory: '64Gi' },
          limits: { cpu: '8', memory: '64Gi' },
        },
        env: expect.arrayContaining([
          { name: 'GIT_URL', value: url },
          { name: 'GIT_FOLDER', value: 'notebooks' },
          { name: 'GIT_ALLOW_PROTOCOL', value: 'https' },
        ]),
      }),
    ]);
  });

  it('leaves the network as the tier says, and trusts whom it trusts', () => {
    const tier = {
      ...resolvedStandards().tier!,
      proxy: { https: 'http://proxy.example.org:3128' },
      caBundle: { configMap: 'company', key: 'ca.pem' },
    };
    const pod = workbenchPod(
      aWorkbench({ spec: { storage, git: { url } } }),
      aRenderContext({ resolved: resolvedStandards({ tier }) }),
    ) as { initContainers?: object[] };
    expect(pod.initContainers).toEqual([
      expect.objectContaining({
        env: expect.arrayContaining([
          { name: 'https_proxy', value: 'http://proxy.example.org:3128' },
          { name: 'GIT_SSL_CAINFO', value: '/etc/greenroom/ca/ca.pem' },
        ]),
        volumeMounts: expect.arrayContaining([
          expect.objectContaining({ mountPath: '/etc/greenroom/ca' }),
        ]),
      }),
    ]);
  });

  it('takes credentials from a Secret, for the repository’s host only', () => {
    const [container] = containers({ storage: 'code', secret: 'git' })!;
    expect(container).toMatchObject({
      volumeMounts: [{ name: 'storage-code', mountPath: '/code' }],
    });
    expect(container.env).toEqual(
      expect.arrayContaining([
        {
          name: 'GIT_PASSWORD',
          valueFrom: { secretKeyRef: { name: 'git', key: 'password' } },
        },
        {
          name: 'GIT_CONFIG_KEY_0',
          value: 'credential.https://git.example.org.helper',
        },
      ]),
    );
  });
});
