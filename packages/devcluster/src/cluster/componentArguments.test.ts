import { componentArguments } from './componentArguments';
import { clusterFiles } from './directory';
import { isLeftover } from './endLeftovers';

const directory = '/home/me/.greenroom/cluster';
const args = componentArguments(
  clusterFiles(directory),
  {
    apiserver: 6443,
    etcdClient: 2379,
    etcdPeer: 2380,
    kubelet: 10250,
    prometheus: 9090,
  },
  { simulation: ['/stages/node.yaml'], durable: false },
);

describe('componentArguments', () => {
  it('listens on loopback only', () => {
    expect(args['kube-apiserver']).toEqual(
      expect.arrayContaining([
        '--bind-address=127.0.0.1',
        '--secure-port=6443',
      ]),
    );
    expect(args.etcd).toContain('--listen-client-urls=http://127.0.0.1:2379');
    expect(args.kwok).toContain('--server-address=127.0.0.1:10250');
    expect(args['kube-controller-manager']).toContain('--secure-port=0');
    expect(args['kube-scheduler']).toContain('--secure-port=0');
  });

  it('gives up durability unless asked for', () => {
    expect(args.etcd).toContain('--unsafe-no-fsync');
  });

  it('lets controllers keep up with many workloads', () => {
    for (const program of ['kube-controller-manager', 'kube-scheduler']) {
      expect(args[program as keyof typeof args]).toContain(
        '--kube-api-qps=500',
      );
    }
  });

  it('lets a left-over process be told from any other', () => {
    for (const [program, own] of Object.entries(args)) {
      const command = [`/cache/${program}`, ...own].join(' ');
      expect(isLeftover(command, program, directory)).toBe(true);
      expect(isLeftover(command, program, '/home/other')).toBe(false);
      expect(isLeftover(`vi ${command}`, program, directory)).toBe(false);
    }
    expect(isLeftover(undefined, 'etcd', directory)).toBe(false);
  });
});
