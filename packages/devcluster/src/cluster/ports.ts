import { createServer, Server } from 'node:net';
import { ClusterPorts } from './ClusterState';

const NAMES = [
  'apiserver',
  'etcdClient',
  'etcdPeer',
  'kubelet',
  'prometheus',
] as const;

/** Free ports on 127.0.0.1: the wanted ones where they are free, else others. */
export async function choosePorts(
  wanted: Partial<ClusterPorts> = {},
): Promise<ClusterPorts> {
  const held: Server[] = [];
  const hold = async (port: number) => {
    const server = await listen(port);
    held.push(server);
    return (server.address() as { port: number }).port;
  };
  try {
    const ports = {} as ClusterPorts;
    // The wanted ones first, or an arbitrary choice might take one of them.
    for (const name of NAMES) {
      const port = wanted[name];
      if (port) {
        ports[name] = await hold(port).catch(() => 0);
      }
    }
    for (const name of NAMES) {
      ports[name] ||= await hold(0);
    }
    return ports;
  } finally {
    await Promise.all(
      held.map(server => new Promise(resolve => server.close(resolve))),
    );
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
