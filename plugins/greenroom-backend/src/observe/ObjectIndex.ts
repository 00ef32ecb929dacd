import {
  Interest,
  Seen,
  SeenAbout,
} from '@greenroom/backstage-plugin-greenroom-node';
import { hash32, HashedIndex } from './HashedIndex';

/** How an interest or an object is looked up: one string per way of selecting it. */
const nameKey = (namespace: string, name: string) => `n/${namespace}/${name}`;
const labelKey = (namespace: string, label: string, value: string) =>
  `l/${namespace}/${label}=${value}`;
const involvedKey = (namespace: string, involved: string) =>
  `i/${namespace}/${involved}`;

const prefixKey = (namespace: string, prefix: string) =>
  `p/${namespace}/${prefix}`;

/** The key under which an interest finds its objects. */
export function interestKey({ namespace = '', by }: Interest): string {
  if ('name' in by) return nameKey(namespace, by.name);
  if ('label' in by) return labelKey(namespace, by.label, by.value);
  if ('involved' in by) return involvedKey(namespace, by.involved);
  return prefixKey(namespace, by.involvedPrefix);
}

/** Every key under which an object can be found. */
export function objectKeys(object: Seen, labels: readonly string[]): string[] {
  const { namespace = '', name } = object.metadata;
  const keys = [nameKey(namespace, name)];
  for (const label of labels) {
    const value = object.metadata.labels?.[label];
    if (value !== undefined) keys.push(labelKey(namespace, label, value));
  }
  if (isAbout(object)) {
    const { kind, name: about } = object.involved;
    const involved = `${kind}/${about}`;
    keys.push(involvedKey(namespace, involved));
    // Prefixes end with a dash, so these are all that can be asked for.
    for (
      let dash = involved.indexOf('-');
      dash >= 0;
      dash = involved.indexOf('-', dash + 1)
    ) {
      keys.push(prefixKey(namespace, involved.slice(0, dash + 1)));
    }
  }
  return keys;
}

function isAbout(object: Seen): object is SeenAbout {
  return 'involved' in object;
}

/** The projections of one kind, found by name, by label, and by what they are about. */
export class ObjectIndex {
  readonly #labels: readonly string[];
  readonly #objects = new HashedIndex<Seen>();

  constructor(labels: readonly string[]) {
    this.#labels = labels;
  }

  find(interest: Interest): readonly Seen[] {
    const key = interestKey(interest);
    return this.#objects
      .get(hash32(key))
      .filter(object => objectKeys(object, this.#labels).includes(key));
  }

  add(object: Seen): void {
    for (const key of objectKeys(object, this.#labels)) {
      this.#objects.add(hash32(key), object);
    }
  }

  remove(object: Seen): void {
    const { uid } = object.metadata;
    for (const key of objectKeys(object, this.#labels)) {
      this.#objects.delete(hash32(key), known => known.metadata.uid === uid);
    }
  }
}
