import {
  controllerOf,
  Interest,
  ObservedKind,
  Seen,
  SeenAbout,
} from '@greenroom/backstage-plugin-greenroom-node';
import { hash32, HashedIndex } from './HashedIndex';

/** How an interest or an object is looked up: one string per way of selecting it. */
const nameKey = (namespace: string, name: string) => `n/${namespace}/${name}`;
const labelKey = (namespace: string, label: string, value: string) =>
  `l/${namespace}/${label}=${value}`;
const controllerKey = (namespace: string, controller: string) =>
  `c/${namespace}/${controller}`;
const involvedKey = (namespace: string, involved: string) =>
  `i/${namespace}/${involved}`;

const prefixKey = (namespace: string, prefix: string) =>
  `p/${namespace}/${prefix}`;

/** By what of their metadata the objects of a kind can be selected. */
export type Selectors = Pick<ObservedKind, 'labels' | 'controllers'>;

/** The key under which an interest finds its objects. */
export function interestKey({ namespace = '', by }: Interest): string {
  if ('name' in by) return nameKey(namespace, by.name);
  if ('label' in by) return labelKey(namespace, by.label, by.value);
  if ('controller' in by) return controllerKey(namespace, by.controller);
  if ('involved' in by) return involvedKey(namespace, by.involved);
  return prefixKey(namespace, by.involvedPrefix);
}

/** Every key under which an object can be found. */
export function objectKeys(
  object: Seen,
  { labels = [], controllers = [] }: Selectors,
): string[] {
  const { namespace = '', name } = object.metadata;
  const keys = [nameKey(namespace, name)];
  for (const label of labels) {
    const value = object.metadata.labels?.[label];
    if (value !== undefined) keys.push(labelKey(namespace, label, value));
  }
  const controller = controllers.length ? controllerOf(object) : undefined;
  if (controller && controllers.includes(controller.kind)) {
    const { kind, name: of } = controller;
    keys.push(controllerKey(namespace, `${kind}/${of}`));
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

/** The projections of one kind, found by name, by label, by controller, and by what they are about. */
export class ObjectIndex {
  readonly #selectors: Selectors;
  readonly #objects = new HashedIndex<Seen>();

  constructor(selectors: Selectors) {
    this.#selectors = selectors;
  }

  find(interest: Interest): readonly Seen[] {
    const key = interestKey(interest);
    return this.#objects
      .get(hash32(key))
      .filter(object => objectKeys(object, this.#selectors).includes(key));
  }

  add(object: Seen): void {
    for (const key of objectKeys(object, this.#selectors)) {
      this.#objects.add(hash32(key), object);
    }
  }

  remove(object: Seen): void {
    const { uid } = object.metadata;
    for (const key of objectKeys(object, this.#selectors)) {
      this.#objects.delete(hash32(key), known => known.metadata.uid === uid);
    }
  }
}
