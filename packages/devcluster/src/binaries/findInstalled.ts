import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Binaries } from './Binaries';
import { Program, PROGRAMS, programVersions } from './versions';

const run = promisify(execFile);

/**
 * The programs from `$KUBEBUILDER_ASSETS` and PATH, when all of them are
 * there in the pinned versions; a mixture of versions is never used.
 */
export async function findInstalled(
  env: NodeJS.ProcessEnv = process.env,
): Promise<Binaries | undefined> {
  const folders = [env.KUBEBUILDER_ASSETS, ...(env.PATH ?? '').split(delimiter)]
    .filter(folder => folder !== undefined)
    .filter(Boolean);
  const found = await Promise.all(
    PROGRAMS.map(program => findProgram(program, folders)),
  );
  if (found.some(path => path === undefined)) {
    return undefined;
  }
  const paths = Object.fromEntries(
    PROGRAMS.map((program, index) => [program, found[index]]),
  ) as Record<Program, string>;
  return { source: 'installed', paths };
}

async function findProgram(program: Program, folders: string[]) {
  for (const folder of folders) {
    const path = join(folder, program);
    const executable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (executable && (await hasPinnedVersion(program, path))) {
      return path;
    }
  }
  return undefined;
}

/** Whether the program itself says that it has the pinned version. */
export async function hasPinnedVersion(
  program: Program,
  path: string,
): Promise<boolean> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 });
    return saysVersion(stdout, programVersions[program]);
  } catch {
    return false;
  }
}

/** Whether a `--version` text names exactly this version: neither 1.36.30 nor 1.36.3-rc.1 is 1.36.3. */
export function saysVersion(text: string, version: string): boolean {
  const escaped = version.replaceAll('.', '\\.');
  return new RegExp(`(^|[\\s:v])${escaped}(?![\\w.+-])`, 'm').test(text);
}
