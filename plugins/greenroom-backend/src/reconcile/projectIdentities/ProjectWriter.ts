import {
  isForbidden,
  isNotFound,
  KubeClient,
} from '@greenroom/controller-runtime';
import { NAMESPACES } from '../../identity';
import { Place } from '../../render/projectIdentity';
import { isRefusedByRbac } from '../classifyError';
import { NamespaceGoneError } from '../errors';
import { untilAllowed } from '../untilAllowed';

/** Writes the objects of one declaration, each as whom it is to be written. */
export class ProjectWriter {
  readonly #own: KubeClient;
  readonly #options: {
    client(place: Place): KubeClient;
    mayPass(refusal: 'impersonation' | 'other'): Promise<boolean>;
  };

  constructor(
    own: KubeClient,
    options: {
      client(place: Place): KubeClient;
      /** Whether it is worth asking again. */
      mayPass(refusal: 'impersonation' | 'other'): Promise<boolean>;
    },
  ) {
    this.#own = own;
    this.#options = options;
  }

  /** As whom an object is written. */
  client(place: Place): KubeClient {
    return this.#options.client(place);
  }

  /**
   * Does what may be done again with an object. A right that was given just now
   * is waited for.
   *
   * @throws NamespaceGoneError, or what the cluster answered
   */
  async write<T>(
    place: Place,
    work: (client: KubeClient) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const client = this.client(place);
    return untilAllowed(
      () => work(client),
      async error => {
        if (client === this.#own || !isRefusedByRbac(error)) return false;
        // Where Greenroom itself is refused too, it is not the new right that is missing.
        const seen = await this.#seesNamespace(place.namespace, signal);
        return seen && this.#options.mayPass(refusal(error));
      },
      signal,
    );
  }

  /**
   * Whether Greenroom's own account sees the namespace.
   *
   * @throws NamespaceGoneError - the rights in it went with it
   */
  async #seesNamespace(name = '', signal: AbortSignal): Promise<boolean> {
    try {
      const { metadata } = await this.#own.get(
        NAMESPACES,
        { name },
        { metadataOnly: true, signal },
      );
      if (metadata.deletionTimestamp) {
        throw new NamespaceGoneError(name, 'going');
      }
      return true;
    } catch (error) {
      if (isNotFound(error)) throw new NamespaceGoneError(name, 'gone');
      if (isForbidden(error)) return false;
      throw error;
    }
  }
}

function refusal(error: Error): 'impersonation' | 'other' {
  return /cannot impersonate/.test(error.message) ? 'impersonation' : 'other';
}
