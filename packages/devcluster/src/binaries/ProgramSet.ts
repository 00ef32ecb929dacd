import { Download } from './downloads';
import { BuildOptions } from './goBuild';
import { Platform } from './platform';

/** Programs that are obtained together, each in a pinned version. */
export interface ProgramSet<P extends string = string> {
  /** What they are together, in the middle of a sentence: `the control plane`. */
  title: string;
  /** By the name that a program's file has. */
  versions: Readonly<Record<P, string>>;
  /** Names the cache folder, so that a changed version never meets an old binary. */
  key: string;
  /** The official builds for a platform; none where the publishers have no complete set. */
  downloads(platform: Platform, env: NodeJS.ProcessEnv): Download<P>[];
  /** Builds them from source into a folder. */
  build(directory: string, options: BuildOptions): Promise<void>;
  /** What a person can do who has no way to get them. */
  advice: string;
}

export function programsOf<P extends string>({ versions }: ProgramSet<P>): P[] {
  return Object.keys(versions) as P[];
}
