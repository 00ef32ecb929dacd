import {
  ClusterCapabilities,
  Placement,
} from '@greenroom/backstage-plugin-greenroom-node';

/** Where a declaration is realised: in the namespace of its project's name. */
export const placementOf = (
  { project }: { project: string },
  cluster: ClusterCapabilities,
): Placement => ({ project, namespace: project, cluster });
