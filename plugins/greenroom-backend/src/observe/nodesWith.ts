import { nodes } from '@greenroom/backstage-plugin-greenroom-node';
import { Observer } from './Observer';

/** How many nodes bear all of these labels; undefined while nodes are not all seen. */
export function nodesWith(
  observer: Pick<Observer, 'collection'>,
  labels: Readonly<Record<string, string>>,
): number | undefined {
  const collection = observer.collection(nodes);
  if (!collection?.synced) return undefined;
  const wanted = Object.entries(labels);
  let count = 0;
  for (const { metadata } of collection.list()) {
    if (wanted.every(([key, value]) => metadata.labels?.[key] === value)) {
      count += 1;
    }
  }
  return count;
}
