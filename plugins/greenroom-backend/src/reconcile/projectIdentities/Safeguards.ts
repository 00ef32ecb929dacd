import { setTimeout as delay } from 'node:timers/promises';
import { toError } from '@backstage/errors';
import { ClusterSafeguards } from '@greenroom/backstage-plugin-greenroom-common';
import {
  Discovery,
  isForbidden,
  isNotFound,
  KubeClient,
} from '@greenroom/controller-runtime';

const POLICIES = 'admissionregistration.k8s.io/v1';
const BINDING = { kind: 'ValidatingAdmissionPolicyBinding', name: 'greenroom' };

/** How long what was found is believed: an administrator who applies the policy sees it soon. */
const IN_FORCE_MS = 10 * 60_000;
const OTHERWISE_MS = 30_000;

const OPEN =
  'nothing keeps Greenroom’s account from binding roles in namespaces that are no projects, or from making them projects';

export interface SafeguardsOptions {
  cluster: string;
  client: KubeClient;
  discovery: Pick<Discovery, 'refreshed' | 'resource'>;
  /** Whether projects' objects are written as their identities. */
  projectIdentities: boolean;
}

/** What bounds Greenroom's own account on one cluster, as far as it can be seen. */
export class Safeguards {
  readonly #options: SafeguardsOptions;
  #policy: Pick<ClusterSafeguards, 'admissionPolicy' | 'message'> = {
    admissionPolicy: 'Unknown',
  };

  constructor(options: SafeguardsOptions) {
    this.#options = options;
  }

  /** Looks from time to time, until the signal aborts. */
  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.check(signal);
      const { admissionPolicy } = this.#policy;
      const pauseMs =
        admissionPolicy === 'InForce' ? IN_FORCE_MS : OTHERWISE_MS;
      await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  state(): ClusterSafeguards {
    const { cluster, projectIdentities } = this.#options;
    const { admissionPolicy, message } = this.#policy;
    const messages = [
      projectIdentities
        ? undefined
        : `Greenroom writes what is in projects with its own account, since greenroom.clusters.${cluster}.projectIdentities.enabled is false`,
      message,
    ].filter(Boolean);
    return {
      projectIdentities,
      admissionPolicy,
      ...(messages.length && { message: `${messages.join('. ')}.` }),
    };
  }

  /** Looks now. A cluster that does not answer leaves what is known as it is. */
  async check(signal?: AbortSignal): Promise<void> {
    const { client, discovery } = this.#options;
    if (!discovery.refreshed) return;
    const { kind, name } = BINDING;
    const resource = discovery.resource(POLICIES, kind);
    if (!resource) {
      this.#policy = {
        admissionPolicy: 'NotServed',
        message: `The cluster has no ValidatingAdmissionPolicy (Kubernetes 1.30), so ${OPEN}`,
      };
      return;
    }
    try {
      await client.get(resource, { name }, { metadataOnly: true, signal });
      this.#policy = { admissionPolicy: 'InForce' };
    } catch (error) {
      if (isNotFound(error)) {
        this.#policy = {
          admissionPolicy: 'Missing',
          message: `deploy/admission.yaml is not applied, so ${OPEN}`,
        };
      } else if (isForbidden(error)) {
        this.#policy = {
          admissionPolicy: 'Unknown',
          message: `Whether deploy/admission.yaml is applied cannot be seen: ${
            toError(error).message
          }`,
        };
      }
    }
  }
}
