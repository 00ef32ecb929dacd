import {
  Declaration,
  Endpoint,
  IdleClock,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  Observations,
  pods,
  SeenPod,
  SeenWorkload,
  statefulSets,
  StatusContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { browserUrl } from '../render/exposure';
import { volumesOf } from '../render/storage';
import { notebookPath } from '../render/workbench';
import {
  Asked,
  claimsNamed,
  controlledPods,
  eventsAbout,
  ExpectedOwner,
  isSettled,
  queuedFor,
  refusals,
  unanswered,
} from '../status/association';
import { requestedAt, workloadStatus } from '../status/workloadStatus';

/** How a target's own object stands for the workbench. */
export interface WorkbenchRoot extends Asked {
  known: boolean;
  /** Of the cluster's culler, where it watches this. */
  idle?: IdleClock;
  /** Where others than Greenroom open it to browsers. */
  openedAt?: string;
  /** What runs it; it may bear another name. */
  statefulSet: SeenWorkload | undefined;
}

/** Whose pods those of a workbench are; by the usual name while its StatefulSet is not seen. */
function ownerOf(
  { name }: Declaration<'Workbench'>,
  statefulSet: SeenWorkload | undefined,
): ExpectedOwner {
  return { kind: 'StatefulSet', name: statefulSet?.metadata.name ?? name };
}

/** The pod of a workbench, and one that ends while the next one comes. */
export function workbenchPods(
  workbench: Declaration<'Workbench'>,
  seen: Observations,
  statefulSet: SeenWorkload | undefined,
): SeenPod[] {
  return controlledPods(seen, ownerOf(workbench, statefulSet));
}

/** Status of a workbench: both targets end in a StatefulSet with one pod. */
export function workbenchStatus(
  workbench: Declaration<'Workbench'>,
  seen: Observations,
  context: StatusContext,
  root: WorkbenchRoot,
): Status {
  const { spec } = workbench;
  const { statefulSet } = root;
  const owner = ownerOf(workbench, statefulSet);
  const own = workbenchPods(workbench, seen, statefulSet);
  const claimNames = volumesOf(workbench).map(({ claim }) => claim);
  const about = eventsAbout(
    seen,
    requestedAt(workbench),
    ({ kind, name: involved }) =>
      (kind === owner.kind && involved === owner.name) ||
      (kind === 'Pod' && involved === `${owner.name}-0`) ||
      (kind === 'PersistentVolumeClaim' && claimNames.includes(involved)),
  );
  const known = root.known && seen.known(pods);
  const status = workloadStatus(workbench, {
    evidence: {
      asset: workbench,
      root: root.object,
      hardware: spec.hardware,
      context,
      pods: own,
      claims: claimsNamed(seen, claimNames),
      events: about,
      refusals: refusals(about, statefulSet, own),
      queued: queuedFor(seen, owner, own),
      unanswered:
        known && seen.known(statefulSets)
          ? unanswered(root, statefulSet, requestedAt(workbench))
          : undefined,
    },
    known,
    exists: root.exists,
    stopped: root.stopped,
    wanted: 1,
    settled: isSettled(statefulSet, 1),
    endpoints:
      root.exists && !root.stopped
        ? endpoints(workbench, context, root.openedAt)
        : [],
  });
  return root.idle && !root.stopped ? { ...status, idle: root.idle } : status;
}

function endpoints(
  workbench: Declaration<'Workbench'>,
  context: StatusContext,
  openedAt: string | undefined,
): Endpoint[] {
  const { name } = workbench;
  const { namespace } = context;
  const path = notebookPath(namespace, name);
  const url = browserUrl(workbench, context, path) ?? openedAt;
  return [
    ...(url
      ? [{ kind: 'workbench', url, reachableFrom: 'browser' } as const]
      : []),
    {
      kind: 'workbench',
      url: `http://${name}.${namespace}.svc${path}/`,
      reachableFrom: 'cluster',
    },
  ];
}
