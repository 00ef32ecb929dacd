import { join } from 'node:path';
import { ProgramSet, programsOf } from './ProgramSet';
import { Program } from './versions';

/** Where programs are, all in the pinned versions; those of the control plane unless said otherwise. */
export interface Binaries<P extends string = Program> {
  source: 'installed' | 'cache' | 'download' | 'build';
  paths: Record<P, string>;
}

/** All programs in one folder, under their own names. */
export function binariesIn<P extends string>(
  set: ProgramSet<P>,
  directory: string,
  source: Binaries['source'],
): Binaries<P> {
  const paths = Object.fromEntries(
    programsOf(set).map(program => [program, join(directory, program)]),
  ) as Record<P, string>;
  return { source, paths };
}
