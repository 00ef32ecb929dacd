import { Knex } from 'knex';
import { checkFence, Fence } from '../database/fence';
import { isNewer, KnownCluster } from './decideIdentity';

interface Row {
  cluster: string;
  installation: string;
  kube_system_uid: string;
  epoch: number;
  sequence: number;
  updated_at: string;
}

/** What this database remembers of each cluster that it has written to. */
export class KnownClusters {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async get(cluster: string): Promise<KnownCluster | undefined> {
    const row = await this.#knex<Row>('cluster_identities')
      .where({ cluster })
      .first();
    return row && toKnown(row);
  }

  /**
   * Remembers what is about to be recorded on the cluster. What is remembered
   * of the same installation and is newer stays: a takeover came between.
   *
   * @param fence - shown by a leader; what a person asks for needs none
   * @throws FencedError
   */
  async remember(
    cluster: string,
    known: KnownCluster,
    fence?: Fence,
  ): Promise<void> {
    await this.#knex.transaction(async transaction => {
      if (fence) await checkFence(transaction, fence);
      const row = await transaction<Row>('cluster_identities')
        .where({ cluster })
        .forUpdate()
        .first();
      if (
        row?.installation === known.installation &&
        isNewer(toKnown(row), known)
      ) {
        return;
      }
      await transaction<Row>('cluster_identities')
        .insert({
          cluster,
          installation: known.installation,
          kube_system_uid: known.uid,
          epoch: known.epoch,
          sequence: known.sequence,
          updated_at: new Date().toISOString(),
        })
        .onConflict('cluster')
        .merge();
    });
  }
}

function toKnown(row: Row): KnownCluster {
  return {
    installation: row.installation,
    uid: row.kube_system_uid,
    epoch: row.epoch,
    sequence: row.sequence,
  };
}
