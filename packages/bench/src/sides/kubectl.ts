import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KubernetesObject } from '@greenroom/backstage-plugin-greenroom-node';

const run = promisify(execFile);

/** P1: `kubectl apply --server-side` of a folder of files. */
export class Kubectl {
  readonly #kubeconfig: string;

  private constructor(kubeconfig: string) {
    this.#kubeconfig = kubeconfig;
  }

  /** Undefined: there is none on the PATH. */
  static async find(kubeconfig: string): Promise<Kubectl | undefined> {
    try {
      await run('kubectl', ['version', '--client']);
      return new Kubectl(kubeconfig);
    } catch {
      return undefined;
    }
  }

  /** Milliseconds that it took, its own start included. */
  async apply(objects: readonly KubernetesObject[]): Promise<number> {
    const directory = await mkdtemp(join(tmpdir(), 'greenroom-kubectl-'));
    try {
      await Promise.all(
        objects.map((object, index) =>
          writeFile(join(directory, `${index}.json`), JSON.stringify(object)),
        ),
      );
      const started = performance.now();
      await run('kubectl', [
        `--kubeconfig=${this.#kubeconfig}`,
        'apply',
        '--server-side',
        `--filename=${directory}`,
      ]);
      return performance.now() - started;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
}
