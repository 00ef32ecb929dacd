import {
  ConflictError,
  InputError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import {
  ClusterIdentity as Identity,
  ImportResult,
  KindSpecs,
  Kind,
  Standards,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  ApiError,
  Discovery,
  isUnreachable,
  KubeClient,
} from '@greenroom/controller-runtime';
import { Knex } from 'knex';
import { resolveStandards, StandardPlace } from '../standards';
import { ClusterIdentity } from './ClusterIdentity';
import { DeclaredRecord } from './declaredRecord';
import { planImport, toResult } from './import/planImport';
import { raiseRevisions } from './import/raiseRevisions';
import { AppliedObjects, readObjects } from './import/readObjects';
import { readStored, storeImport } from './import/storeImport';

/** A cluster as recovery needs it. */
export interface RecoverableCluster {
  client: KubeClient;
  discovery: Pick<Discovery, 'refresh' | 'degraded' | 'resources'>;
  identity: Pick<ClusterIdentity, 'takeOver'>;
  /** Where the identities of projects are, which are of the projects though not in them. */
  identityNamespace?: string;
}

export interface RecoveryOptions {
  knex: Knex;
  /** What is offered in a place now. */
  standards(place: StandardPlace): Standards;
  /** @throws NotFoundError, ServiceUnavailableError */
  cluster(name: string): RecoverableCluster;
  /** Declarations of a cluster changed otherwise than by being declared. */
  changed(ids: readonly string[], cluster: string): void;
}

/** Who asked for it, and why. */
export interface RecoveryRequest {
  by: string;
  reason?: string;
}

/** What people do when a cluster and this database do not belong together any more. */
export class Recovery {
  readonly #options: RecoveryOptions;

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /**
   * Makes the cluster this installation's; what this database declares is then
   * what counts, also where the cluster has newer revisions.
   *
   * @param confirm - the cluster's name once more
   * @throws InputError, NotFoundError, ConflictError, ServiceUnavailableError
   */
  async takeOver(
    cluster: string,
    { confirm, ...request }: RecoveryRequest & { confirm: string },
  ): Promise<Identity> {
    if (confirm !== cluster) {
      throw new InputError(
        `confirm must be the name of the cluster, "${cluster}"; nothing was changed`,
      );
    }
    const { knex, changed } = this.#options;
    const found = this.#options.cluster(cluster);
    return answered(`take over cluster '${cluster}'`, async () => {
      const { objects } = await this.#objects(found);
      const raised = await raiseRevisions(knex, objects, request);
      const identity = await found.identity.takeOver();
      changed(raised, cluster);
      return identity;
    });
  }

  /**
   * Rebuilds declarations and inventory from what the cluster's objects carry.
   * Never writes to the cluster, and not to the database either unless `apply`.
   *
   * @throws NotFoundError, ConflictError, ServiceUnavailableError
   */
  async import(
    cluster: string,
    { by, apply }: RecoveryRequest & { apply: boolean },
  ): Promise<ImportResult> {
    const { knex, changed } = this.#options;
    const found = this.#options.cluster(cluster);
    return answered(`import from cluster '${cluster}'`, async () => {
      const plan = planImport(
        await this.#objects(found),
        {
          ...(await readStored(knex, cluster)),
          identityNamespace: found.identityNamespace,
        },
        record => this.#resolve(record, cluster),
      );
      if (apply) {
        await storeImport(knex, plan.declarations, { cluster, by });
        changed(
          plan.declarations.map(({ id }) => id),
          cluster,
        );
      }
      return toResult(plan, apply);
    });
  }

  async #objects({
    client,
    discovery,
  }: RecoverableCluster): Promise<AppliedObjects> {
    await discovery.refresh();
    return readObjects(client, discovery);
  }

  #resolve({ kind, project, spec }: DeclaredRecord, cluster: string) {
    return resolveStandards(
      kind,
      spec as unknown as KindSpecs[Kind],
      this.#options.standards({ cluster, namespace: project }),
    );
  }
}

/** Says what failed requests to the cluster mean for whoever asked. */
async function answered<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { message } = toError(error);
    if (error instanceof ApiError && error.status < 500) {
      throw new ConflictError(`Could not ${what}: ${message}`, error);
    }
    if (error instanceof ApiError || isUnreachable(error)) {
      throw new ServiceUnavailableError(
        `Could not ${what}: ${message}. Try again later.`,
        error,
      );
    }
    throw error;
  }
}
