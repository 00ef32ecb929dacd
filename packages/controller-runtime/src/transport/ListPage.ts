import { ApiResource } from '../discovery/ApiResource';

/** A page of a list, or the whole of it. */
export interface ListPage<T> {
  items: T[];
  /** The version of the collection, from which to watch. */
  resourceVersion: string;
  /** Token of the next page; absent on the last. */
  continue?: string;
}

interface ListAnswer<T> {
  metadata?: { resourceVersion?: string; continue?: string };
  items?: (T & { apiVersion?: string; kind?: string })[] | null;
}

/** Reads a list answer. The server leaves `apiVersion` and `kind` out of the items of built-in lists; they are put back. */
export function listItems<T>(
  resource: ApiResource,
  answer: unknown,
): ListPage<T> {
  const { metadata, items } = answer as ListAnswer<T>;
  const { apiVersion, kind } = resource;
  return {
    items: (items ?? []).map(item => ({ apiVersion, kind, ...item })),
    resourceVersion: metadata?.resourceVersion ?? '',
    continue: metadata?.continue || undefined,
  };
}
