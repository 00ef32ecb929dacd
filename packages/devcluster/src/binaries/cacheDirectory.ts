import { homedir } from 'node:os';
import { join } from 'node:path';
import { Platform } from './platform';
import { ProgramSet } from './ProgramSet';

/** Where the binaries of a set are kept for this user and platform. */
export function cacheDirectory(
  { key }: Pick<ProgramSet, 'key'>,
  platform: Platform,
  env: NodeJS.ProcessEnv = process.env,
): string {
  const base =
    env.XDG_CACHE_HOME ||
    (platform.os === 'darwin'
      ? join(homedir(), 'Library', 'Caches')
      : join(homedir(), '.cache'));
  return join(
    base,
    'greenroom',
    'devcluster',
    key,
    `${platform.os}-${platform.arch}`,
  );
}
