import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment, ComponentProcess } from './ComponentProcess';
import { isAlive } from './processes';

describe('ComponentProcess', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenroom-component-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const start = (script: string) =>
    new ComponentProcess({
      name: 'etcd',
      program: '/bin/sh',
      args: ['-c', script],
      cwd: folder,
      logFile: join(folder, 'etcd.log'),
    });

  it('tells which component died and shows the end of its log', async () => {
    const component = start('echo the disk is on fire; exit 3');
    await expect(component.failure).rejects.toThrow(
      /^etcd exited with code 3\. The end of its log \(.*etcd\.log\):\nthe disk is on fire$/,
    );
  });

  it('tells when the program cannot be started', async () => {
    const component = new ComponentProcess({
      name: 'kwok',
      program: join(folder, 'missing'),
      args: [],
      cwd: folder,
      logFile: join(folder, 'kwok.log'),
    });
    await expect(component.failure).rejects.toThrow(/^kwok spawn .* ENOENT/);
    await component.stop();
  });

  it('ends on request', async () => {
    const component = start('exec sleep 60');
    const { pid = 0 } = component;
    expect(isAlive(pid)).toBe(true);
    await component.stop();
    expect(isAlive(pid)).toBe(false);
  });
});

describe('cleanEnvironment', () => {
  it('keeps settings of other clusters away from the components', () => {
    expect(
      cleanEnvironment({ KUBECONFIG: 'x', ETCD_NAME: 'x', HOME: '/home/me' }),
    ).toEqual({ HOME: '/home/me' });
  });
});
