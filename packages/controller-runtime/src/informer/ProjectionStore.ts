import { InformerEvent } from './InformerEvent';
import { Projected } from './Projected';

/** The projections of a collection by namespace and name; each change says which events it amounts to. */
export class ProjectionStore<T extends Projected> {
  readonly #objects = new Map<string, T>();

  get size(): number {
    return this.#objects.size;
  }

  get(namespace: string | undefined, name: string): T | undefined {
    return this.#objects.get(keyOf({ namespace, name }));
  }

  values(): Iterable<T> {
    return this.#objects.values();
  }

  /** Holds this state of an object from now on. */
  put(object: T): InformerEvent<T>[] {
    const key = keyOf(object.metadata);
    const previous = this.#objects.get(key);
    if (
      previous?.metadata.uid === object.metadata.uid &&
      previous.metadata.resourceVersion === object.metadata.resourceVersion
    ) {
      return [];
    }
    this.#objects.set(key, object);
    if (!previous) {
      return [{ type: 'added', object }];
    }
    // Another uid is another object: the deletion in between was missed.
    return previous.metadata.uid === object.metadata.uid
      ? [{ type: 'updated', object, previous }]
      : [
          { type: 'deleted', object: previous },
          { type: 'added', object },
        ];
  }

  /** Forgets an object, unless the name by now belongs to another (`uid`). */
  remove(ref: {
    namespace?: string;
    name: string;
    uid?: string;
  }): InformerEvent<T>[] {
    const key = keyOf(ref);
    const object = this.#objects.get(key);
    if (!object || (ref.uid !== undefined && object.metadata.uid !== ref.uid)) {
      return [];
    }
    this.#objects.delete(key);
    return [{ type: 'deleted', object }];
  }

  /** Forgets every object whose key is not among these. */
  retain(keys: ReadonlySet<string>): InformerEvent<T>[] {
    return [...this.#objects]
      .filter(([key]) => !keys.has(key))
      .map(([key, object]) => {
        this.#objects.delete(key);
        return { type: 'deleted', object };
      });
  }
}

/** The key of an object inside one collection. */
export function keyOf(ref: { namespace?: string; name: string }): string {
  return `${ref.namespace ?? ''}/${ref.name}`;
}
