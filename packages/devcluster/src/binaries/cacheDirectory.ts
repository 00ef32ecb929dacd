import { homedir } from 'node:os';
import { join } from 'node:path';
import { Platform } from './platform';
import { VERSION_KEY } from './versions';

/** Where the binaries of these versions are kept for this user and platform. */
export function cacheDirectory(
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
    VERSION_KEY,
    `${platform.os}-${platform.arch}`,
  );
}
