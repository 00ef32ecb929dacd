import { ServiceUnavailableError } from '@backstage/errors';
import {
  namespaceOf,
  ProjectClaim,
} from '@greenroom/backstage-plugin-greenroom-common';
import { claims, SeenClaim } from '@greenroom/backstage-plugin-greenroom-node';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { ClusterScope } from './ClusterScope';

/**
 * The claims in a project's namespace, whoever made them, by name. Those that
 * are being deleted are left out: nothing could mount them any more.
 *
 * @throws ServiceUnavailableError while nobody can tell
 */
export function claimsIn(
  { lastError, name, observer }: ClusterScope,
  project: StoredDeclaration,
): Omit<ProjectClaim, 'usedBy'>[] {
  const held = observer.collection(claims);
  if (!held?.synced) {
    throw new ServiceUnavailableError(
      `The volumes on cluster '${name}' are not seen: ${
        lastError()?.message ?? 'it has not shown them yet'
      }. Try again later.`,
    );
  }
  const namespace = namespaceOf(project);
  // A collection holds what its kind's `project` made.
  return [...(held.list() as Iterable<SeenClaim>)]
    .filter(
      ({ metadata }) =>
        metadata.namespace === namespace && !metadata.deletionTimestamp,
    )
    .map(({ metadata, capacity, requested, phase }) => ({
      name: metadata.name,
      size: capacity ?? requested,
      phase,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
