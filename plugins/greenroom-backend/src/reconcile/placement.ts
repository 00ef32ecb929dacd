import {
  namespaceOf,
  ResolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  ClusterCapabilities,
  Placement,
} from '@greenroom/backstage-plugin-greenroom-node';

/** Where a declaration is realised: in the namespace of its project. */
export const placementOf = (
  declaration: { project: string; resolved: ResolvedStandards },
  cluster: ClusterCapabilities,
): Placement => ({
  project: declaration.project,
  namespace: namespaceOf(declaration),
  cluster,
});
