import {
  ClusterInfo,
  KINDS,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Knex } from 'knex';
import { MisconfiguredCluster } from '../clusters';
import { DeclarationStore } from '../declarations/DeclarationStore';
import { AssetSignals } from './AssetSignals';
import { clusterUnknown } from './engineStatus';
import { clustersInUse, realisationOf } from './records/realisations';
import { newStatus, saveStatuses, statusOf } from './records/statuses';

export interface UnusableClustersOptions {
  misconfigured: readonly MisconfiguredCluster[];
  store: Pick<DeclarationStore, 'getById' | 'idsOnCluster'>;
  knex: Knex;
  signals: AssetSignals;
}

/** Tells of assets whose cluster app-config has wrong, or had once. */
export class UnusableClusters {
  readonly #options: UnusableClustersOptions;

  constructor(options: UnusableClustersOptions) {
    this.#options = options;
  }

  /** @param usable - what is not among these is shown as unusable */
  async showAll(usable: ReadonlyMap<string, unknown>): Promise<void> {
    const { knex, store } = this.#options;
    const inUse = await clustersInUse(knex);
    for (const cluster of inUse.filter(name => !usable.has(name))) {
      for (const id of await store.idsOnCluster(cluster)) {
        await this.show({ id });
      }
    }
  }

  async show({ id }: { id: string }): Promise<void> {
    const { knex, misconfigured, signals, store } = this.#options;
    const declaration = await store.getById(id);
    if (!declaration) return;
    const { cluster } = declaration;
    const known = misconfigured.find(({ name }) => name === cluster);
    const { appliedRevision } = await realisationOf(knex, id);
    const status = newStatus(
      await statusOf(knex, id),
      clusterUnknown(
        { declaration, appliedRevision, now: Date.now() },
        {
          reason: 'ClusterMisconfigured',
          message:
            known?.misconfigured ??
            `Cluster '${cluster}' is not in app-config. Write it under kubernetes.clusterLocatorMethods and its credential under greenroom.clusters.${cluster}.`,
        },
      ),
    );
    if (!status) return;
    // No replica can hold a cluster that none can reach, so there is no fence.
    const sequences = await knex.transaction(transaction =>
      saveStatuses(transaction, [{ id, status }]),
    );
    await signals.changed(id, sequences.get(id)!);
  }
}

/** What is shown of a cluster that app-config has wrong. */
export function misconfiguredInfo({
  name,
  title,
  misconfigured,
  simulated,
}: MisconfiguredCluster): ClusterInfo {
  return {
    name,
    title,
    state: 'misconfigured',
    message: misconfigured,
    simulated,
    targets: KINDS.map(kind => ({ kind })),
  };
}
