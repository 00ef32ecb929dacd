import {
  Declaration,
  LABEL_DECLARATION,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  claims,
  events,
  Impact,
  ManifestDifference,
  Observations,
  pods,
  queueEntries,
  statefulSets,
  StatusContext,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import { volumesOf } from '../../render/storage';
import { workbenchToken } from '../../render/token';
import { impactByPath, QUEUE_CHANGE } from '../impactByPath';
import { claimInterests, podInterests } from '../interests';
import { operateReplicas } from '../scale';
import { workbenchPods, workbenchStatus } from '../workbenchStatus';
import { renderStatefulSet } from './renderStatefulSet';

/** A Workbench on any cluster: a StatefulSet with its Service. */
export const statefulSetWorkbench: Target<'Workbench'> = {
  id: 'statefulset',
  kind: 'Workbench',
  offered: () => ({ preference: 1 }),
  render: renderStatefulSet,
  token: (workbench, context) =>
    workbenchToken(workbench, context, {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
    }),
  observes: [statefulSets, pods, claims, events, queueEntries],
  interests: (workbench, { namespace }) => [
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      namespace,
      by: { name: workbench.name },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace,
      by: { label: LABEL_DECLARATION, value: workbench.id },
    },
    ...claimInterests(workbench, namespace),
    ...podInterests(workbench.name, namespace),
  ],
  pods: (workbench, seen) =>
    workbenchPods(workbench, seen, seen.one(statefulSets, workbench.name)),
  volumes: volumesOf,
  operate: (operation, { name }, _placement, now) => [
    operateReplicas(operation, { kind: 'StatefulSet', name }, 1, now),
  ],
  impact: statefulSetImpact,
  status: statefulSetStatus,
};

/** Only the template reaches pods. How they are named and told apart is fixed once it is made. */
function statefulSetImpact(difference: ManifestDifference): Impact {
  return difference.kind === 'StatefulSet'
    ? impactByPath(difference, [
        QUEUE_CHANGE,
        [/^metadata\./, 'none'],
        [/^spec\.template\./, 'restart'],
        [
          /^spec\.(selector|serviceName|volumeClaimTemplates|podManagementPolicy)\b/,
          'stop',
        ],
        [/^spec\./, 'none'],
      ])
    : 'none';
}

function statefulSetStatus(
  workbench: Declaration<'Workbench'>,
  seen: Observations,
  context: StatusContext,
): Status {
  const statefulSet = seen.one(statefulSets, workbench.name);
  return workbenchStatus(workbench, seen, context, {
    object: `StatefulSet ${context.namespace}/${workbench.name}`,
    exists: statefulSet !== undefined,
    stopped: statefulSet?.replicas === 0,
    known: seen.known(statefulSets),
    statefulSet,
  });
}
