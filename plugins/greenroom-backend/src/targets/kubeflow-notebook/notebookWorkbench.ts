import {
  claims,
  events,
  Impact,
  ManifestDifference,
  pods,
  statefulSets,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import { impactByPath } from '../impactByPath';
import { claimInterests, eventInterests } from '../interests';
import { notebookStatus } from './notebookStatus';
import { NOTEBOOK_API, notebooks } from './notebooks';
import { operateNotebook } from './operateNotebook';
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
  observes: [notebooks, statefulSets, pods, claims, events],
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
      by: { name: workbench.name },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace,
      by: { label: 'notebook-name', value: workbench.name },
    },
    ...claimInterests(workbench, namespace),
    ...eventInterests(namespace, [
      `StatefulSet/${workbench.name}`,
      `Pod/${workbench.name}-0`,
    ]),
  ],
  operate: operateNotebook,
  impact: notebookImpact,
  status: notebookStatus,
};

/** The controller copies a changed spec to the pod, and leaves a running pod alone when only metadata changes. */
function notebookImpact(difference: ManifestDifference): Impact {
  return difference.kind === 'Notebook'
    ? impactByPath(difference, [
        [/^metadata\./, 'none'],
        [/^spec\./, 'restart'],
      ])
    : 'none';
}
