import { mockServices } from '@backstage/backend-test-utils';
import { KubeClient } from '@greenroom/controller-runtime';
import {
  DevCluster,
  testCluster,
  uniqueNamespace,
} from '@greenroom/devcluster';
import { Knex } from 'knex';
import { DatabaseDeclarationStore } from '../../declarations/DatabaseDeclarationStore';
import { adminClient } from '../../reconcile/__testUtils__/adminClient';
import { ClusterIdentity, ClusterIdentityOptions } from '../ClusterIdentity';
import { ClusterLease } from '../ClusterLease';
import { KnownClusters } from '../KnownClusters';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';

/** The Lease of a test, in a namespace of its own, with the rights that `accounts.yaml` gives on the usual one. */
export class IdentityBench {
  readonly cluster: DevCluster;
  readonly kubectl: KubeClient;
  /** As Greenroom's account. */
  readonly client: KubeClient;
  readonly namespace: string;

  private constructor(cluster: DevCluster) {
    this.cluster = cluster;
    this.kubectl = adminClient(cluster);
    const { name, server, ca, accounts } = cluster;
    const { token } = accounts.greenroom;
    this.client = new KubeClient({ name, server, ca, token });
    this.namespace = uniqueNamespace('identity');
  }

  static async open(): Promise<IdentityBench> {
    const bench = new IdentityBench(await testCluster());
    await bench.#post('/api/v1/namespaces', {
      metadata: { name: bench.namespace },
    });
    const rbac = `${RBAC}/namespaces/${bench.namespace}`;
    await bench.#post(`${rbac}/roles`, {
      metadata: { name: 'identity' },
      rules: [
        {
          apiGroups: ['coordination.k8s.io'],
          resources: ['leases'],
          verbs: ['create'],
        },
        {
          apiGroups: ['coordination.k8s.io'],
          resources: ['leases'],
          resourceNames: ['greenroom'],
          verbs: ['get', 'patch'],
        },
      ],
    });
    await bench.#post(`${rbac}/rolebindings`, {
      metadata: { name: 'identity' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'identity',
      },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: 'greenroom',
          namespace: 'greenroom-system',
        },
      ],
    });
    return bench;
  }

  async close(): Promise<void> {
    await this.#request('DELETE', `/api/v1/namespaces/${this.namespace}`);
    await Promise.all([this.kubectl.close(), this.client.close()]);
  }

  get lease(): ClusterLease {
    return new ClusterLease({ namespace: this.namespace, name: 'greenroom' });
  }

  /** Takes the Lease away, as if nobody had ever been there. */
  async reset(): Promise<void> {
    await this.#request(
      'DELETE',
      `/apis/coordination.k8s.io/v1/namespaces/${this.namespace}/leases/greenroom`,
    ).catch(() => {});
  }

  /** The identity of this cluster as an installation with this database sees it. */
  async identity(
    knex: Knex,
    options: Partial<ClusterIdentityOptions> = {},
  ): Promise<ClusterIdentity> {
    const store = await DatabaseDeclarationStore.create({
      getClient: async () => knex,
    });
    return new ClusterIdentity({
      cluster: 'dev',
      installation: 'us',
      client: this.client,
      writer: this.client,
      known: new KnownClusters(knex),
      lastSequence: () => store.lastSequence(),
      leading: () => undefined,
      logger: mockServices.logger.mock(),
      lease: this.lease,
      everyMs: 0,
      ...options,
    });
  }

  #post(path: string, body: object): Promise<unknown> {
    return this.kubectl.request({ method: 'POST', path, body });
  }

  #request(method: string, path: string): Promise<unknown> {
    return this.kubectl.request({ method, path });
  }
}
