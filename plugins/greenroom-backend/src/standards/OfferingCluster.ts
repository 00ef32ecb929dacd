import { Seen } from '@greenroom/backstage-plugin-greenroom-node';

/** A cluster that offers standards itself. */
export interface OfferingCluster {
  name: string;
  /** Namespaces of which what is offered is everybody's; the first one that has a name goes before the next. */
  namespaces: readonly string[];
}

/** Where an entry is from, and where it may be used. Pure. */
export function originOf(
  { namespace = '' }: Seen['metadata'],
  { namespaces }: OfferingCluster,
): { origin: { namespace: string }; namespace?: string } {
  return {
    origin: { namespace },
    ...(!namespaces.includes(namespace) && { namespace }),
  };
}
