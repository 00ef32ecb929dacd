import { readFile } from 'node:fs/promises';
import { ClusterConnection } from './ClusterConnection';

/**
 * Reads how to reach a cluster from a kubeconfig file. Relative paths in it
 * count from its folder. Parsed by `@kubernetes/client-node`, loaded only here
 * because it is large.
 *
 * @param context - default: the file's `current-context`
 * @throws Error naming the file, the entry and what to do: for what is
 * missing, and for users that authenticate by running a program
 */
export async function connectionFromKubeconfig(
  file: string,
  context?: string,
): Promise<ClusterConnection> {
  const refuse = (problem: string): never => {
    throw new Error(`kubeconfig ${file}: ${problem}`);
  };
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  try {
    config.loadFromFile(file);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
  const chosen =
    config.getContextObject(context ?? config.getCurrentContext()) ??
    refuse(
      context
        ? `no context '${context}'; it has ${names(config.getContexts())}`
        : 'no current-context; set it, or name a context',
    );
  const cluster =
    config.getCluster(chosen.cluster) ??
    refuse(`context '${chosen.name}' names no known cluster`);
  const user =
    config.getUser(chosen.user) ??
    refuse(`context '${chosen.name}' names no known user`);

  // The first two run a program that the file names; the others would be dropped in silence.
  const refused = (
    ['exec', 'authProvider', 'username', 'impersonateUser'] as const
  ).find(way => user[way]);
  if (refused) {
    refuse(
      `user '${user.name}' authenticates by '${refused}', which is not run here; ` +
        'make a ServiceAccount and use its token, or a client certificate',
    );
  }
  if (cluster.proxyUrl) {
    refuse(
      `cluster '${cluster.name}' has a 'proxy-url', which is not supported; remove it or use another way in`,
    );
  }
  return {
    name: cluster.name,
    server: cluster.server || refuse(`cluster '${cluster.name}' has no server`),
    ca: await pem(cluster.caData, cluster.caFile),
    serverName: cluster.tlsServerName,
    skipTlsVerify: cluster.skipTLSVerify,
    token: user.token || undefined,
    cert: await pem(user.certData, user.certFile),
    key: await pem(user.keyData, user.keyFile),
  };
}

async function pem(
  data: string | undefined,
  file: string | undefined,
): Promise<string | undefined> {
  if (data) return Buffer.from(data, 'base64').toString('utf8');
  return file ? readFile(file, 'utf8') : undefined;
}

function names(entries: { name: string }[]): string {
  return entries.map(({ name }) => `'${name}'`).join(', ') || 'none';
}
