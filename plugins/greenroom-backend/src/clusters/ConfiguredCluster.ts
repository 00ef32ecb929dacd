import { ClusterSite } from '@greenroom/backstage-plugin-greenroom-common';
import { Exposure } from '@greenroom/backstage-plugin-greenroom-node';
import { ClusterConnection } from '@greenroom/controller-runtime';
import { MetricsSource } from '../metrics';

interface Named {
  name: string;
  title?: string;
  /** Its nodes are simulated: no container runs there. */
  simulated: boolean;
}

/** How the identities are kept that projects' objects are written as. */
export interface ProjectIdentitiesConfig {
  /** Off: Greenroom writes everything with its own account. Default: on. */
  enabled?: boolean;
  /** Where they are. Default: `greenroom-system`. */
  namespace?: string;
}

/** Who makes the namespaces of projects: Greenroom itself, or OpenShift when it asks. */
export const PROJECT_NAMESPACES = ['Namespace', 'ProjectRequest'] as const;
export type ProjectNamespaces = (typeof PROJECT_NAMESPACES)[number];

/** A cluster that can be connected to. */
export interface UsableCluster extends Named {
  connection: ClusterConnection;
  /** Nothing special when absent. */
  site?: ClusterSite;
  /** Absent: browsers reach nothing on it by Greenroom's doing. */
  exposure?: Exposure;
  projectIdentities?: ProjectIdentitiesConfig;
  /** Default: `Namespace`. */
  projectNamespaces?: ProjectNamespaces;
  /** Absent: nothing is known that only metrics tell. */
  metrics?: MetricsSource;
}

/** A cluster that app-config names but does not describe well enough. */
export interface MisconfiguredCluster extends Named {
  /** What to write, and where. */
  misconfigured: string;
}

/** A cluster of app-config. */
export type ConfiguredCluster = UsableCluster | MisconfiguredCluster;

export const isUsable = (
  cluster: ConfiguredCluster,
): cluster is UsableCluster => 'connection' in cluster;
