import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { packageDirectory } from '../packageDirectory';
import { OnProgress } from '../progress';

const run = promisify(execFile);

/** From this version on, Go fetches the toolchain that `tools/go.mod` asks for by itself. */
const OLDEST_GO = [1, 21] as const;

/** Whether a Go that can build our programs is on PATH; if not, why. */
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

export interface BuildOptions {
  onProgress?: OnProgress;
  signal?: AbortSignal;
  env?: NodeJS.ProcessEnv;
}

/** What to build, in one run of Go. */
export interface GoBuild {
  /** What it is, in the middle of a sentence. */
  title: string;
  /** Folder of this package with the `go.mod` that pins everything. */
  module: string;
  args: string[];
  /** How long it takes the first time. */
  about: string;
}

/** Builds programs from pinned module versions, and says how far it is. */
export async function goBuild(
  { title, module, args, about }: GoBuild,
  { onProgress, signal, env = process.env }: BuildOptions,
): Promise<void> {
  const directory = join(packageDirectory, module);
  const go = spawn('go', args, {
    cwd: directory,
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
      detail: `compiling ${title} from source: ${downloaded} modules fetched, ${compiled} packages compiled, ${seconds} s (${about} the first time)`,
    });
  }, 5_000);

  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      go.once('error', reject);
      go.once('close', resolve);
    });
    if (code !== 0) {
      throw new Error(
        `go build failed in ${directory}:\n${problems.slice(-15).join('\n')}`,
      );
    }
  } finally {
    clearInterval(report);
  }
}
