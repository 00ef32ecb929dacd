import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Binaries } from './Binaries';
import { ProgramSet, programsOf } from './ProgramSet';

const run = promisify(execFile);

/**
 * The programs from `$KUBEBUILDER_ASSETS` and PATH, when all of them are
 * there in the pinned versions; a mixture of versions is never used.
 */
export async function findInstalled<P extends string>(
  set: ProgramSet<P>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Binaries<P> | undefined> {
  const folders = [env.KUBEBUILDER_ASSETS, ...(env.PATH ?? '').split(delimiter)]
    .filter(folder => folder !== undefined)
    .filter(Boolean);
  const programs = programsOf(set);
  const found = await Promise.all(
    programs.map(program =>
      findProgram(program, set.versions[program], folders),
    ),
  );
  if (found.some(path => path === undefined)) {
    return undefined;
  }
  const paths = Object.fromEntries(
    programs.map((program, index) => [program, found[index]]),
  ) as Record<P, string>;
  return { source: 'installed', paths };
}

async function findProgram(
  program: string,
  version: string,
  folders: string[],
) {
  for (const folder of folders) {
    const path = join(folder, program);
    const executable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (executable && (await saysItIs(version, path))) {
      return path;
    }
  }
  return undefined;
}

/** Whether a program itself says that it has this version. */
export async function saysItIs(
  version: string,
  path: string,
): Promise<boolean> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 });
    return saysVersion(stdout, version);
  } catch {
    return false;
  }
}

/** Whether a `--version` text names exactly this version: neither 1.36.30 nor 1.36.3-rc.1 is 1.36.3. */
export function saysVersion(text: string, version: string): boolean {
  const escaped = version.replaceAll('.', '\\.');
  return new RegExp(`(^|[\\s:v])${escaped}(?![\\w.+-])`, 'm').test(text);
}
