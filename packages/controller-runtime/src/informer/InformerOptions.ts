import { Clock } from '../clock';
import { ApiResource } from '../discovery/ApiResource';
import { KubeClient, KubernetesObject } from '../transport';
import { InformerEvent } from './InformerEvent';
import { Projected } from './Projected';

/** Options of an {@link Informer}. */
export interface InformerOptions<T extends Projected> {
  client: KubeClient;
  /** What to watch; from {@link Discovery}. */
  resource: ApiResource;
  /** What to keep of an object; undefined when it is of no interest. Must keep the metadata of {@link Projected}. */
  project(object: KubernetesObject): T | undefined;
  /** Leave out for all namespaces. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Let the server send `metadata` only, when the projection needs no more. */
  metadataOnly?: boolean;
  /** Objects per page of a list. Default 500. */
  pageSize?: number;
  /** Called after the informer holds the change; must be quick, as the next event waits. */
  onEvent?(event: InformerEvent<T>): void;
  /** Called with what went wrong. The informer goes on by itself. */
  onError?(error: Error): void;
  clock?: Clock;
}
