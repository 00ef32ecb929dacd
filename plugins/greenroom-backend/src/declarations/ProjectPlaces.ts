import {
  AssetRef,
  InvalidDeclarationError,
  namespaceOf,
  ProjectSpec,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Engine } from '../reconcile/Engine';
import { DeclarationStore, StoredDeclaration } from './DeclarationStore';

/** Projects that are read at a time. */
const PAGE = 200;

/** What clusters say of namespaces that are there. */
export interface Namespaces {
  /** Why a new project cannot make the namespace of its name; undefined also while the cluster does not say. */
  problem(
    cluster: string,
    project: string,
    owner: string,
  ): Promise<string | undefined>;
}

/** Where projects live: each on one cluster and in one namespace, for good. */
export class ProjectPlaces {
  readonly #store: Pick<DeclarationStore, 'get' | 'list'>;
  readonly #engine: Pick<Engine, 'clusters' | 'hasCluster'>;
  readonly #namespaces: Namespaces;

  constructor(
    store: Pick<DeclarationStore, 'get' | 'list'>,
    engine: Pick<Engine, 'clusters' | 'hasCluster'>,
    namespaces: Namespaces,
  ) {
    this.#store = store;
    this.#engine = engine;
    this.#namespaces = namespaces;
  }

  /**
   * The cluster that a Project names, has already, or finds as the only one.
   * @throws InvalidDeclarationError when it, or the namespace, cannot be the project's
   */
  async placeOf(ref: AssetRef, spec: ProjectSpec) {
    const known = await this.#store.get(ref);
    const cluster = spec.cluster ?? known?.cluster ?? this.#onlyCluster();
    if (!this.#engine.hasCluster(cluster)) {
      throw wrongCluster(
        `"${cluster}" is not configured; choose one of: ${this.#clusterNames()}`,
      );
    }
    if (known && known.cluster !== cluster) {
      throw wrongCluster(
        `cannot change: the project is on "${known.cluster}"; create another project on "${cluster}"`,
      );
    }
    await this.#refuseOtherNamespace(ref, spec, cluster, known);
    if (!known && !spec.namespace?.existing) {
      await this.#refuseForeignNamespace(ref, spec, cluster);
    }
    return { cluster, owner: spec.owner, resolved: undefined };
  }

  /** Where a project lives is decided once, and there it lives alone. */
  async #refuseOtherNamespace(
    { project }: AssetRef,
    spec: ProjectSpec,
    cluster: string,
    known: StoredDeclaration | undefined,
  ): Promise<void> {
    const namespace = spec.namespace?.existing ?? project;
    if (known) {
      const before = namespaceOf(known);
      if (before === namespace) return;
      throw wrongNamespace(
        `cannot change: the project lives in "${before}"; create another project`,
      );
    }
    let cursor: string | undefined;
    do {
      const page = await this.#store.list({
        kind: 'Project',
        cluster,
        limit: PAGE,
        cursor,
      });
      const taken = page.items.find(
        each => each.project !== project && namespaceOf(each) === namespace,
      );
      if (taken) {
        throw wrongNamespace(
          `"${namespace}" is where project "${taken.project}" lives; choose another`,
        );
      }
      cursor = page.nextCursor;
    } while (cursor);
  }

  async #refuseForeignNamespace(
    { project }: AssetRef,
    { owner }: ProjectSpec,
    cluster: string,
  ): Promise<void> {
    const message = await this.#namespaces.problem(cluster, project, owner);
    if (message)
      throw new InvalidDeclarationError([{ field: 'name', message }]);
  }

  #onlyCluster(): string {
    const [first, ...others] = this.#engine.clusters();
    if (!first) {
      throw wrongCluster(
        'cannot be chosen: no cluster is configured under kubernetes.clusterLocatorMethods',
      );
    }
    if (others.length) {
      throw wrongCluster(
        `must be set, since there are several: ${this.#clusterNames()}`,
      );
    }
    return first.name;
  }

  #clusterNames(): string {
    const names = this.#engine.clusters().map(({ name }) => name);
    return names.join(', ') || 'none is configured';
  }
}

function wrongNamespace(message: string): InvalidDeclarationError {
  return new InvalidDeclarationError([
    { field: 'spec.namespace.existing', message },
  ]);
}

function wrongCluster(message: string): InvalidDeclarationError {
  return new InvalidDeclarationError([{ field: 'spec.cluster', message }]);
}
