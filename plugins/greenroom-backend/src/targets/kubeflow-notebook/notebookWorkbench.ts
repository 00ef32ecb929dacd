import {
  claims,
  events,
  Impact,
  ManifestDifference,
  pods,
  queueEntries,
  statefulSets,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import { volumesOf } from '../../render/storage';
import { workbenchToken } from '../../render/token';
import { impactByPath, QUEUE_CHANGE } from '../impactByPath';
import {
  claimInterests,
  generatedPodInterests,
  podInterests,
} from '../interests';
import { notebookPods, notebookStatus } from './notebookStatus';
import {
  GENERATED_PREFIX,
  LONGEST_STATEFUL_SET_NAME,
  NOTEBOOK_API,
  notebooks,
} from './notebooks';
import { operateNotebook } from './operateNotebook';
import { proposeNotebook } from './proposeNotebook';
import { renderNotebook } from './renderNotebook';

/** A Workbench as a Kubeflow Notebook, as Open Data Hub has it. */
export const notebookWorkbench: Target<'Workbench'> = {
  id: 'kubeflow-notebook',
  kind: 'Workbench',
  offered: cluster =>
    cluster.serves(NOTEBOOK_API, 'Notebook')
      ? { preference: 2 }
      : { missing: `the cluster does not serve Notebook (${NOTEBOOK_API})` },
  render: renderNotebook,
  token: (workbench, context) =>
    workbenchToken(workbench, context, {
      apiVersion: NOTEBOOK_API,
      kind: 'Notebook',
    }),
  observes: [notebooks, statefulSets, pods, claims, events, queueEntries],
  interests: (workbench, { namespace }) => [
    {
      apiVersion: NOTEBOOK_API,
      kind: 'Notebook',
      namespace,
      by: { name: workbench.name },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      namespace,
      by: { controller: `Notebook/${workbench.name}` },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace,
      by: { label: 'notebook-name', value: workbench.name },
    },
    ...claimInterests(workbench, namespace),
    ...(workbench.name.length > LONGEST_STATEFUL_SET_NAME
      ? generatedPodInterests(GENERATED_PREFIX, namespace)
      : podInterests(workbench.name, namespace)),
  ],
  observed: {
    root: notebooks,
    spec: { image: { ref: '' }, hardware: { profile: '' } },
    propose: proposeNotebook,
  },
  pods: notebookPods,
  volumes: volumesOf,
  operate: operateNotebook,
  impact: notebookImpact,
  status: notebookStatus,
};

/** The controller copies a changed spec to the pod, and leaves a running pod alone when only metadata changes. */
function notebookImpact(difference: ManifestDifference): Impact {
  return difference.kind === 'Notebook'
    ? impactByPath(difference, [
        QUEUE_CHANGE,
        [/^metadata\./, 'none'],
        [/^spec\./, 'restart'],
      ])
    : 'none';
}
