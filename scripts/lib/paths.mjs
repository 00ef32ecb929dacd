import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** Where downloads that outlive a checkout are kept, by the convention of the platform. */
export function userCache(env = process.env, platform = process.platform) {
  if (env.XDG_CACHE_HOME) {
    return path.join(env.XDG_CACHE_HOME, 'greenroom');
  }
  return platform === 'darwin'
    ? path.join(homedir(), 'Library', 'Caches', 'greenroom')
    : path.join(homedir(), '.cache', 'greenroom');
}

/** Everything a portal remembers lies in one folder; two folders are two independent portals. */
export function statePaths(directory = '.greenroom') {
  const base = path.resolve(root, directory);
  return {
    base,
    lock: path.join(base, 'start.lock'),
    logs: path.join(base, 'logs'),
    database: path.join(base, 'database'),
    cluster: path.join(base, 'cluster'),
    installation: path.join(base, 'installation-id'),
    config: path.join(base, 'app-config.dev.yaml'),
  };
}
