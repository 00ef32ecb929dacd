import { mockServices } from '@backstage/backend-test-utils';
import { KubeClient } from '@greenroom/controller-runtime';
import {
  adminClient,
  DevCluster,
  testCluster,
  uniqueNamespace,
} from '@greenroom/devcluster';
import { Knex } from 'knex';
import { DatabaseDeclarationStore } from '../../declarations/DatabaseDeclarationStore';
import { ClusterIdentity, ClusterIdentityOptions } from '../ClusterIdentity';
import { ClusterLease } from '../ClusterLease';
import { KnownClusters } from '../KnownClusters';
import { makeLeaseNamespace } from './leaseNamespace';

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
    await makeLeaseNamespace(bench.kubectl, bench.namespace);
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

  #request(method: string, path: string): Promise<unknown> {
    return this.kubectl.request({ method, path });
  }
}
