import {
  ANNOTATION_NOTEBOOK_STOPPED,
  Declaration,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  controllerOf,
  Observations,
  SeenPod,
  SeenWorkload,
  statefulSets,
  StatusContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { notebookPath } from '../../render/workbench';
import { workbenchPods, workbenchStatus } from '../workbenchStatus';
import { idleClock } from './idleClock';
import { notebooks, SeenNotebook } from './notebooks';

/** Open Data Hub's webhook holds a new Notebook back with this value: it is about to start. */
const START_LOCK = 'odh-notebook-controller-lock';

/** Status of a workbench that is a Notebook. */
export function notebookStatus(
  workbench: Declaration<'Workbench'>,
  seen: Observations,
  context: StatusContext,
): Status {
  const notebook = seen.one(notebooks, workbench.name);
  return workbenchStatus(workbench, seen, context, {
    object: `Notebook ${context.namespace}/${workbench.name}`,
    exists: notebook !== undefined,
    stopped: notebook !== undefined && isStopped(notebook),
    createdAt: notebook?.metadata.creationTimestamp,
    known: seen.known(notebooks),
    idle: notebook && idleClock(notebook, context.cluster.site),
    openedAt: openedAt(workbench, context),
    statefulSet: statefulSetOf(workbench, seen),
  });
}

/**
 * Where Open Data Hub's controller opens a Notebook, behind its own sign-in. As
 * with other ways, only what also has a token of ours is linked.
 */
function openedAt(
  { name }: Declaration<'Workbench'>,
  { cluster: { exposure }, namespace, resolved }: StatusContext,
): string | undefined {
  return exposure?.via.type === 'openDataHub' &&
    resolved.authentication === 'token'
    ? `https://${exposure.via.host}${notebookPath(namespace, name)}/`
    : undefined;
}

/** The pod of a Notebook, and one that ends while the next one comes. */
export function notebookPods(
  workbench: Declaration<'Workbench'>,
  seen: Observations,
): SeenPod[] {
  return workbenchPods(workbench, seen, statefulSetOf(workbench, seen));
}

/** Its controller is the Notebook: that gives the StatefulSet of a long name another one. */
function statefulSetOf(
  { name }: Declaration<'Workbench'>,
  seen: Observations,
): SeenWorkload | undefined {
  return seen.all(statefulSets).find(statefulSet => {
    const controller = controllerOf(statefulSet);
    return controller?.kind === 'Notebook' && controller.name === name;
  });
}

/** The annotation's presence counts, whatever its value, but for the lock. */
function isStopped({ metadata: { annotations } }: SeenNotebook): boolean {
  const value = annotations?.[ANNOTATION_NOTEBOOK_STOPPED];
  return value !== undefined && value !== START_LOCK;
}
