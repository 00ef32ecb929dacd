import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { ClusterConnection } from './ClusterConnection';
import { tokenFromFile } from './tokenFromFile';

interface KubeconfigCluster {
  server?: string;
  'certificate-authority'?: string;
  'certificate-authority-data'?: string;
  'insecure-skip-tls-verify'?: boolean;
  'tls-server-name'?: string;
  'proxy-url'?: string;
}

interface KubeconfigUser {
  token?: string;
  tokenFile?: string;
  'client-certificate'?: string;
  'client-certificate-data'?: string;
  'client-key'?: string;
  'client-key-data'?: string;
  [unsupported: string]: unknown;
}

interface Kubeconfig {
  'current-context'?: string;
  contexts?: { name: string; context?: { cluster?: string; user?: string } }[];
  clusters?: { name: string; cluster?: KubeconfigCluster }[];
  users?: { name: string; user?: KubeconfigUser }[];
}

/**
 * Ways to authenticate that are refused: the first two run a program that the
 * file names, the others would otherwise be dropped in silence.
 */
const REFUSED = ['exec', 'auth-provider', 'username', 'password', 'as'];

/**
 * Reads how to reach a cluster from a kubeconfig file. Relative paths in it
 * count from its folder.
 *
 * @param context - default: the file's `current-context`
 * @throws Error naming the file, the entry and what to do: for what is
 * missing, and for users that authenticate by `exec` or `auth-provider`
 */
export function connectionFromKubeconfig(
  file: string,
  context?: string,
): ClusterConnection {
  const refuse = (problem: string): never => {
    throw new Error(`kubeconfig ${file}: ${problem}`);
  };
  const config: Kubeconfig = parse(readFileSync(file, 'utf8')) ?? {};
  const contextName =
    context ??
    config['current-context'] ??
    refuse('no current-context; set it, or name a context');
  const chosen =
    config.contexts?.find(({ name }) => name === contextName)?.context ??
    refuse(`no context '${contextName}'; it has ${names(config.contexts)}`);
  const cluster =
    config.clusters?.find(({ name }) => name === chosen.cluster)?.cluster ??
    refuse(`context '${contextName}' names no known cluster`);
  const user =
    config.users?.find(({ name }) => name === chosen.user)?.user ??
    refuse(`context '${contextName}' names no known user`);

  const refused = REFUSED.find(way => user[way] !== undefined);
  if (refused) {
    refuse(
      `user '${chosen.user}' authenticates by '${refused}', which is not run here; ` +
        'make a ServiceAccount and use its token, or a client certificate',
    );
  }
  if (cluster['proxy-url']) {
    refuse(
      `cluster '${chosen.cluster}' has a 'proxy-url', which is not supported; remove it or use another way in`,
    );
  }

  const folder = dirname(resolve(file));
  const pem = (data: string | undefined, path: string | undefined) => {
    if (data) {
      return Buffer.from(data, 'base64').toString('utf8');
    }
    return path ? readFileSync(resolve(folder, path), 'utf8') : undefined;
  };
  return {
    name: chosen.cluster ?? contextName,
    server:
      cluster.server ?? refuse(`cluster '${chosen.cluster}' has no server`),
    ca: pem(
      cluster['certificate-authority-data'],
      cluster['certificate-authority'],
    ),
    serverName: cluster['tls-server-name'],
    skipTlsVerify: cluster['insecure-skip-tls-verify'],
    token: user.tokenFile
      ? tokenFromFile(resolve(folder, user.tokenFile))
      : user.token,
    cert: pem(user['client-certificate-data'], user['client-certificate']),
    key: pem(user['client-key-data'], user['client-key']),
  };
}

function names(entries: { name: string }[] = []): string {
  return entries.map(({ name }) => `'${name}'`).join(', ') || 'none';
}
