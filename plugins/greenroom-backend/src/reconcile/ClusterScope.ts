import {
  AcceleratorUsage,
  HardwareProfile,
} from '@greenroom/backstage-plugin-greenroom-common';
import { ClusterCapabilities } from '@greenroom/backstage-plugin-greenroom-node';
import { Discovery, KubeClient } from '@greenroom/controller-runtime';
import { ClusterIdentity } from '../identity';
import { ClusterMetrics } from '../metrics';
import { Observer } from '../observe';
import { ProjectIdentities } from './projectIdentities/ProjectIdentities';
import { ProjectRequests } from './ProjectRequests';

/** One cluster as the reconciler needs it. */
export interface ClusterScope {
  name: string;
  /** Reads, and what people ask for at once. */
  client: KubeClient;
  /** Writes what is declared: only while this replica holds the cluster. */
  writer: KubeClient;
  /** As whom what is in projects is written, by either. */
  projectIdentities: ProjectIdentities;
  projectRequests: ProjectRequests;
  discovery: Discovery;
  observer: Observer;
  capabilities: ClusterCapabilities;
  /** Whether anything may be written there. */
  identity: Pick<ClusterIdentity, 'state'>;
  /** What is offered in a namespace, so that a fix can propose another one. */
  profiles(namespace: string): readonly HardwareProfile[];
  /** No container runs on its nodes. */
  simulated(): boolean;
  /** Undefined: cannot be told. */
  accelerators(): readonly AcceleratorUsage[] | undefined;
  /** How many nodes bear these labels. Undefined: cannot be told. */
  nodesWith(labels: Readonly<Record<string, string>>): number | undefined;
  /** Absent: no Prometheus is known of it. */
  metrics?: Pick<ClusterMetrics, 'volumes' | 'activity' | 'close'>;
  /** Why the cluster could not be reached last. */
  lastError(): Error | undefined;
}
