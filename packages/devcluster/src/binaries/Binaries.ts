import { join } from 'node:path';
import { Program, PROGRAMS } from './versions';

/** Where the programs of the control plane are, all in the pinned versions. */
export interface Binaries {
  source: 'installed' | 'cache' | 'download' | 'build';
  paths: Record<Program, string>;
}

/** All programs in one folder, under their own names. */
export function binariesIn(
  directory: string,
  source: Binaries['source'],
): Binaries {
  const paths = Object.fromEntries(
    PROGRAMS.map(program => [program, join(directory, program)]),
  ) as Record<Program, string>;
  return { source, paths };
}
