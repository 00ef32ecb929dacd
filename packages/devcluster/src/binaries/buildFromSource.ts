import { execFile, spawn } from 'node:child_process';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { packageDirectory } from '../packageDirectory';
import { OnProgress } from '../progress';
import { KUBERNETES_VERSION } from './versions';

const run = promisify(execFile);
const TOOLS_DIRECTORY = join(packageDirectory, 'tools');

/** From this version on, Go fetches the toolchain that `tools/go.mod` asks for by itself. */
const OLDEST_GO = [1, 21] as const;

/** Whether a Go that can build the control plane is on PATH; if not, why. */
export async function findGo(
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ problem?: string }> {
  try {
    const { stdout } = await run('go', ['env', 'GOVERSION'], { env });
    return isOldGo(stdout)
      ? { problem: `Go on PATH is ${stdout.trim()}, too old` }
      : {};
  } catch {
    return { problem: 'there is no Go on PATH' };
  }
}

/** Whether `go env GOVERSION` names a Go from before toolchains could be fetched. */
export function isOldGo(version: string): boolean {
  const [, major, minor] = version.match(/go(\d+)\.(\d+)/)?.map(Number) ?? [];
  return (
    major === undefined ||
    major < OLDEST_GO[0] ||
    (major === OLDEST_GO[0] && minor < OLDEST_GO[1])
  );
}

/**
 * Builds all programs from the module versions pinned in `tools/go.mod`.
 * Takes about five minutes the first time on two cores, one with a warm cache.
 */
export async function buildFromSource(
  directory: string,
  options: {
    onProgress?: OnProgress;
    signal?: AbortSignal;
    env?: NodeJS.ProcessEnv;
  } = {},
): Promise<void> {
  const { onProgress, signal, env = process.env } = options;
  const go = spawn('go', buildArguments(directory), {
    cwd: TOOLS_DIRECTORY,
    env: { ...env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  });

  const started = Date.now();
  const problems: string[] = [];
  let downloaded = 0;
  let compiled = 0;
  createInterface({ input: go.stderr }).on('line', line => {
    if (line.startsWith('go: downloading')) {
      downloaded++;
    } else if (/^[\w.-]+(\/[\w.~-]+)*$/.test(line)) {
      compiled++;
    } else {
      problems.push(line);
    }
  });
  const report = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1_000);
    onProgress?.({
      step: 'build',
      detail: `compiling the control plane from source: ${downloaded} modules fetched, ${compiled} packages compiled, ${seconds} s (about 5 minutes the first time)`,
    });
  }, 5_000);

  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      go.once('error', reject);
      go.once('close', resolve);
    });
    if (code !== 0) {
      throw new Error(
        `go build failed in ${TOOLS_DIRECTORY}:\n${problems
          .slice(-15)
          .join('\n')}`,
      );
    }
  } finally {
    clearInterval(report);
  }
  // Go names a program after the last part of its package path, and etcd's is "server".
  await rename(join(directory, 'server'), join(directory, 'etcd'));
}

/** Without the version stamp, controllers that check the apiserver's version refuse it. */
export function buildArguments(directory: string): string[] {
  const variable = 'k8s.io/component-base/version';
  const [major, minor] = KUBERNETES_VERSION.split('.');
  const stamp = {
    gitVersion: `v${KUBERNETES_VERSION}`,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
  };
  const ldflags = Object.entries(stamp).map(
    ([name, value]) => `-X ${variable}.${name}=${value}`,
  );
  return [
    'build',
    '-v',
    '-mod=readonly',
    '-trimpath',
    `-ldflags=-s -w ${ldflags.join(' ')}`,
    '-o',
    `${directory}/`,
    'tool',
  ];
}
