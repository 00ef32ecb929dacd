import {
  LABEL_MANAGED_BY,
  LABEL_PROJECT,
} from '@greenroom/backstage-plugin-greenroom-common';
import { KubeClient } from '@greenroom/controller-runtime';
import { NAMESPACES } from '../identity';
import { isReleased, LiveObject, liveObject, notTheirs } from './liveObject';
import { isRequestedByUs, ProjectRequests } from './ProjectRequests';

/** Somebody waits for the answer. */
const PATIENCE_MS = 3_000;

/** What is asked of a cluster about its namespaces. */
export interface NamespaceSight {
  client: KubeClient;
  projectRequests: Pick<ProjectRequests, 'asks'>;
}

/**
 * Looks whether the namespace that a new project would make is somebody else's.
 * It makes the refusal early and clear; that a foreign namespace is left alone
 * does not depend on it.
 */
export class NamespaceLook {
  readonly #sight: (cluster: string) => NamespaceSight;

  constructor(sight: (cluster: string) => NamespaceSight) {
    this.#sight = sight;
  }

  /** Why it cannot be the project's; undefined also while the cluster does not say. */
  async problem(
    cluster: string,
    project: string,
    owner: string,
  ): Promise<string | undefined> {
    const live = await this.#live(cluster, project);
    // What is on its way out may be made anew.
    if (!live || live.metadata.deletionTimestamp) return undefined;
    const labels = {
      [LABEL_MANAGED_BY]: 'greenroom',
      [LABEL_PROJECT]: project,
    };
    const ours = Object.entries(labels).every(
      ([key, value]) => live.metadata.labels?.[key] === value,
    );
    if (!ours) {
      return `is the name of a namespace of cluster "${cluster}" that Greenroom did not make; choose another name, or take that namespace as spec.namespace.existing`;
    }
    const { apiVersion, kind } = NAMESPACES;
    const metadata = { name: project, labels };
    const manifest = {
      object: { apiVersion, kind, metadata },
      onDelete: 'retain' as const,
    };
    return isReleased(manifest, live)
      ? notTheirs(manifest, live, owner)
      : undefined;
  }

  /** What Greenroom asked for itself, and does not know of, is as good as not there. */
  async #live(cluster: string, name: string): Promise<LiveObject | undefined> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    try {
      const { client, projectRequests } = this.#sight(cluster);
      const live = await liveObject(client, NAMESPACES, { name }, signal);
      const asked =
        live &&
        projectRequests.asks &&
        (await isRequestedByUs(client, live, signal));
      return asked ? undefined : live;
    } catch {
      // The reconciler looks again, and explains what it finds.
      return undefined;
    }
  }
}
