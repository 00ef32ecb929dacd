import { randomUUID } from 'node:crypto';
import {
  chmod,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Binaries, binariesIn } from './Binaries';
import { sha256OfFile } from './checksum';
import { saysItIs } from './findInstalled';
import { ProgramSet, programsOf } from './ProgramSet';

const RECORD = 'binaries.json';

interface Recorded {
  source: Binaries['source'];
  files: Record<string, { sha256: string; size: number }>;
}

/**
 * The complete set of binaries in a folder, or undefined. Sizes are compared
 * with the record on every call; checksums were verified when it was filled.
 */
export async function readStore<P extends string>(
  set: ProgramSet<P>,
  directory: string,
): Promise<Binaries<P> | undefined> {
  try {
    const recorded: Recorded = JSON.parse(
      await readFile(join(directory, RECORD), 'utf8'),
    );
    const intact = await Promise.all(
      programsOf(set).map(async program => {
        const { size } = await stat(join(directory, program));
        return size === recorded.files[program].size;
      }),
    );
    return intact.every(Boolean)
      ? binariesIn(set, directory, 'cache')
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Lets `fill` put all programs into a temporary folder and moves it into
 * place only when it is complete, each program starts and says its version.
 */
export async function fillStore<P extends string>(
  set: ProgramSet<P>,
  directory: string,
  source: Binaries['source'],
  fill: (temporary: string) => Promise<void>,
): Promise<Binaries<P>> {
  const parent = dirname(directory);
  await mkdir(parent, { recursive: true });
  const temporary = join(parent, `.filling-${process.pid}-${randomUUID()}`);
  try {
    await mkdir(temporary);
    await fill(temporary);
    const files: Recorded['files'] = {};
    for (const program of programsOf(set)) {
      const path = join(temporary, program);
      await chmod(path, 0o755);
      if (!(await saysItIs(set.versions[program], path))) {
        throw new Error(
          `The ${program} from this ${source} does not start or is of another version.`,
        );
      }
      const { size } = await stat(path);
      files[program] = { sha256: await sha256OfFile(path), size };
    }
    const recorded: Recorded = { source, files };
    await writeFile(join(temporary, RECORD), JSON.stringify(recorded, null, 2));
    await rm(directory, { recursive: true, force: true });
    await rename(temporary, directory);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return binariesIn(set, directory, source);
}
