import {
  ANNOTATION_EPOCH,
  ANNOTATION_INSTALLATION,
  ANNOTATION_SEQUENCE,
  FIELD_MANAGER,
  LABEL_MANAGED_BY,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  ApiResource,
  isNotFound,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { Claim } from './decideIdentity';

/** Where the Lease is. One per cluster: what is elsewhere, other installations do not see. */
export const LEASE = { namespace: 'greenroom-system', name: 'greenroom' };

const LEASES: ApiResource = {
  apiVersion: 'coordination.k8s.io/v1',
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  namespaced: true,
  verbs: [],
};

/** A claim that is on the cluster; knows which version of it was read. */
export interface ReadClaim extends Claim {
  resourceVersion: string;
}

/** The record of who may write to a cluster. It does not expire: nobody takes over by waiting. */
export class ClusterLease {
  readonly #ref: { namespace: string; name: string };

  constructor(ref = LEASE) {
    this.#ref = ref;
  }

  /** `Lease greenroom-system/greenroom` */
  toString(): string {
    return `Lease ${this.#ref.namespace}/${this.#ref.name}`;
  }

  /** Undefined: there is none. */
  async read(
    client: KubeClient,
    signal?: AbortSignal,
  ): Promise<ReadClaim | undefined> {
    try {
      const { metadata } = await client.get(LEASES, this.#ref, {
        metadataOnly: true,
        signal,
      });
      const { annotations = {}, resourceVersion = '' } = metadata;
      return {
        installation: annotations[ANNOTATION_INSTALLATION],
        epoch: numberOf(annotations[ANNOTATION_EPOCH]),
        sequence: numberOf(annotations[ANNOTATION_SEQUENCE]),
        resourceVersion,
      };
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  /**
   * Makes it say this, unless somebody has written it since it was read.
   *
   * @throws ApiError that `isAlreadyExists` or `isConflict` when somebody was first
   */
  async write(
    client: KubeClient,
    claim: Claim,
    read: ReadClaim | undefined,
    signal?: AbortSignal,
  ): Promise<void> {
    const options = { fieldManager: FIELD_MANAGER, signal };
    const content = {
      annotations: {
        [ANNOTATION_INSTALLATION]: claim.installation,
        [ANNOTATION_EPOCH]: String(claim.epoch),
        [ANNOTATION_SEQUENCE]: String(claim.sequence),
      },
      spec: { holderIdentity: claim.installation, renewTime: microTime() },
    };
    const { annotations, spec } = content;
    if (read) {
      const { resourceVersion } = read;
      await client.mergePatch(
        LEASES,
        this.#ref,
        { metadata: { resourceVersion, annotations }, spec },
        options,
      );
    } else {
      await client.create<KubernetesObject>(
        LEASES,
        {
          apiVersion: LEASES.apiVersion,
          kind: LEASES.kind,
          metadata: {
            ...this.#ref,
            labels: { [LABEL_MANAGED_BY]: 'greenroom' },
            annotations,
          },
          spec,
        } as KubernetesObject,
        options,
      );
    }
  }
}

/** NaN, which is never older than anything, when it was not written by us. */
function numberOf(text = ''): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : NaN;
}

/** The API wants six digits of a second. */
function microTime(): string {
  return new Date().toISOString().replace('Z', '000Z');
}
