/** A change of what an informer holds. `object` of a deletion is the last that was known of it. */
export type InformerEvent<T> = {
  type: 'added' | 'updated' | 'deleted';
  object: T;
  /** What was held before; only with `updated`. */
  previous?: T;
};
