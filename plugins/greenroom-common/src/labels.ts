import { AssetRef } from './kinds';

/** Field manager of every apply. */
export const FIELD_MANAGER = 'greenroom';
/** Field manager of start, stop and restart: run state stays outside the applied set. */
export const RUN_STATE_MANAGER = 'greenroom-run-state';
/** Field manager of the values of Secrets: they stay outside the applied set too. */
export const VALUES_MANAGER = 'greenroom-values';

export const LABEL_MANAGED_BY = 'app.kubernetes.io/managed-by';
/** UUID of the declaration, on every object of ours. */
export const LABEL_DECLARATION = 'greenroom.dev/declaration';
export const LABEL_PROJECT = 'greenroom.dev/project';
export const LABEL_KUBERNETES_ID = 'backstage.io/kubernetes-id';

/**
 * Value of `backstage.io/kubernetes-id` on an asset's objects and its entity,
 * e.g. `workbench-explore`: kinds may share a name within a project.
 */
export function kubernetesId({
  kind,
  name,
}: Pick<AssetRef, 'kind' | 'name'>): string {
  return `${kind.toLowerCase()}-${name}`;
}

/** Tells our object from a stranger's after a crash between apply and record. */
export const ANNOTATION_NONCE = 'greenroom.dev/nonce';
export const ANNOTATION_REVISION = 'greenroom.dev/revision';
/** On one object of each declaration: what is declared, so that a lost database can be rebuilt from the cluster. */
export const ANNOTATION_DECLARED = 'greenroom.dev/declared';
/** Since when a retained object belongs to no declaration: the next one of that name may take it. */
export const ANNOTATION_RELEASED = 'greenroom.dev/released';
/** Whose a retained object was when it was released. */
export const ANNOTATION_RELEASED_BY = 'greenroom.dev/released-by';

/** On the Lease of a cluster: the installation that may write to it, its takeovers, and the last change that it stored. */
export const ANNOTATION_INSTALLATION = 'greenroom.dev/installation';
export const ANNOTATION_EPOCH = 'greenroom.dev/epoch';
export const ANNOTATION_SEQUENCE = 'greenroom.dev/sequence';

/** Presence means stopped; the value is the time (Kubeflow Notebook). */
export const ANNOTATION_NOTEBOOK_STOPPED = 'kubeflow-resource-stopped';
/** `"true"` means stopped (KServe). */
export const ANNOTATION_KSERVE_STOP = 'serving.kserve.io/stop';
