import {
  Declaration,
  LABEL_DECLARATION,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  deployments,
  events,
  Impact,
  ManifestDifference,
  Observations,
  pods,
  queueEntries,
  StatusContext,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import { impactByPath, QUEUE_CHANGE } from '../impactByPath';
import {
  modelServerPods,
  modelServerStatus,
  predictorInterests,
  predictorName,
  serviceEndpoint,
} from '../modelServerStatus';
import { operateReplicas } from '../scale';
import { renderDeployment } from './renderDeployment';

/** A ModelServer on any cluster: a Deployment with its Service. */
export const deploymentModelServer: Target<'ModelServer'> = {
  id: 'deployment',
  kind: 'ModelServer',
  offered: () => ({ preference: 1 }),
  render: renderDeployment,
  observes: [deployments, pods, events, queueEntries],
  interests: (server, { namespace }) => [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace,
      by: { label: LABEL_DECLARATION, value: server.id },
    },
    ...predictorInterests(server, namespace),
  ],
  pods: modelServerPods,
  operate: (operation, { name, spec }, _placement, now) => [
    operateReplicas(
      operation,
      { kind: 'Deployment', name: predictorName(name) },
      spec.replicas ?? 1,
      now,
    ),
  ],
  impact: deploymentImpact,
  status: deploymentStatus,
};

/** A changed template rolls; the selector is fixed once it is made. */
function deploymentImpact(difference: ManifestDifference): Impact {
  return difference.kind === 'Deployment'
    ? impactByPath(difference, [
        QUEUE_CHANGE,
        [/^metadata\./, 'none'],
        [/^spec\.selector\./, 'stop'],
        [/^spec\.template\./, 'roll'],
        [/^spec\./, 'none'],
      ])
    : 'none';
}

function deploymentStatus(
  server: Declaration<'ModelServer'>,
  seen: Observations,
  context: StatusContext,
): Status {
  const name = predictorName(server.name);
  const deployment = seen.one(deployments, name);
  return modelServerStatus(server, seen, context, {
    object: `Deployment ${context.namespace}/${name}`,
    exists: deployment !== undefined,
    stopped: deployment?.replicas === 0,
    known: seen.known(deployments),
    endpoints: [serviceEndpoint(server, context)],
  });
}
