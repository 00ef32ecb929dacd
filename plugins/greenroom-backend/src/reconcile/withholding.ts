import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import {
  declarationOf,
  findBehind,
  restoredBehind,
  withheld,
} from '../identity';
import { ClusterScope } from './ClusterScope';

/** Adds to a status that nothing may be written for its declaration, and why. */
export type Withholding = (status: Status) => Status;

/** Where an object of a declaration is, or is to be. */
interface Place {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

/**
 * Set while nothing may be written for a declaration: the cluster is not known
 * to be this installation's, or has a newer revision of it than the database.
 */
export function withholding(
  {
    name: cluster,
    identity,
    observer,
  }: Pick<ClusterScope, 'identity' | 'name' | 'observer'>,
  declaration: { id: string; revision: number },
  places: readonly Place[],
): Withholding | undefined {
  const found = identity.state();
  if (found.state !== 'Ours') {
    return status => withheld(status, found, { cluster, now: Date.now() });
  }
  const own = places
    .map(place => observer.collection(place)?.get(place.namespace, place.name))
    .filter(object => object !== undefined)
    .filter(object => declarationOf(object) === declaration.id);
  const behind = findBehind(declaration, own);
  return (
    behind &&
    (status => restoredBehind(status, behind, { cluster, now: Date.now() }))
  );
}
