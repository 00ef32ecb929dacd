import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { KubeClient } from '@greenroom/controller-runtime';
import { DevCluster } from '@greenroom/devcluster';

/** It waits a minute for watches to end by themselves; whoever runs it does not wait as long. */
const GRACE_MS = 2_000;
/** How often to look whether something has happened. */
const LOOK_MS = 50;

/** The API server of a cluster that a test has to itself, to be ended and started again; Linux only. */
export class ApiServerProcess {
  readonly #command: string;
  readonly #args: string[];
  readonly #kubectl: KubeClient;
  #pid: number;
  #child?: ChildProcess;

  constructor(cluster: DevCluster, kubectl: KubeClient) {
    const pid = cluster.pids['kube-apiserver'];
    if (pid === undefined) throw new Error('the cluster is not running');
    this.#pid = pid;
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    [this.#command, ...this.#args] = commandLine.split('\0').slice(0, -1);
    this.#kubectl = kubectl;
  }

  /** Tells it to end, and kills it when it has not soon. Resolves when the process is gone. */
  async terminate(): Promise<void> {
    process.kill(this.#pid, 'SIGTERM');
    const until = performance.now() + GRACE_MS;
    while (isAlive(this.#pid) && performance.now() < until) {
      await sleep(LOOK_MS);
    }
    await this.kill();
  }

  /** Resolves when the process is gone. */
  async kill(): Promise<void> {
    if (isAlive(this.#pid)) process.kill(this.#pid, 'SIGKILL');
    while (isAlive(this.#pid)) await sleep(LOOK_MS);
  }

  /** Resolves when it is ready, at the address where it was. */
  async start(): Promise<void> {
    const child = spawn(this.#command, this.#args, { stdio: 'ignore' });
    await once(child, 'spawn');
    this.#child = child;
    this.#pid = child.pid!;
    while (!(await this.#isReady())) {
      if (child.exitCode !== null) throw new Error('the API server has ended');
      await sleep(LOOK_MS);
    }
  }

  /** Ends the one that was started here. */
  async stop(): Promise<void> {
    if (this.#child) await this.kill();
  }

  async #isReady(): Promise<boolean> {
    try {
      await this.#kubectl.request({ method: 'GET', path: '/readyz' });
      return true;
    } catch {
      return false;
    }
  }
}

/** Who has ended and was not waited for yet counts as gone. */
function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
  } catch {
    return false;
  }
}
