import { LiveQuery } from './LiveQuery';

/** Per API, so that what one reader was answered never reaches another. */
const QUERIES = new WeakMap<object, Map<string, unknown>>();

/**
 * The query that everybody who asks the same question at the same time shares:
 * two cards about one asset make one request. It is forgotten with its last
 * reader, so that whoever comes later asks anew.
 *
 * @param api - who is asked
 * @param key - the question; it also stands for the type of the answer
 */
export function sharedQuery<T>(
  api: object,
  key: string,
  create: () => LiveQuery<T>,
): Pick<LiveQuery<T>, 'subscribe' | 'getSnapshot' | 'refresh'> {
  const queries = QUERIES.get(api) ?? new Map<string, unknown>();
  QUERIES.set(api, queries);
  const query = (queries.get(key) as LiveQuery<T> | undefined) ?? create();
  queries.set(key, query);
  return {
    getSnapshot: query.getSnapshot,
    refresh: query.refresh,
    subscribe: listener => {
      // A component may come back to a query that was forgotten meanwhile.
      if (!queries.has(key)) queries.set(key, query);
      const unsubscribe = query.subscribe(listener);
      return () => {
        unsubscribe();
        if (!query.watched && queries.get(key) === query) queries.delete(key);
      };
    },
  };
}
