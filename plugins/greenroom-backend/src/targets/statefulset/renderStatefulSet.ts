import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';
import {
  ManifestSet,
  RenderContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { connectionAnnotations } from '../../render/connectionUse';
import { exposureOf } from '../../render/exposure';
import { queueLabels } from '../../render/hardware';
import {
  assetLabels,
  displayAnnotations,
  podSelector,
} from '../../render/labels';
import { owned } from '../../render/manifest';
import { clusterService } from '../../render/service';
import { claimsOf } from '../../render/storage';
import { notebookPath, workbenchPod } from '../../render/workbench';

/** Volumes, Service, StatefulSet and the way in; without `replicas`, which is run state. */
export function renderStatefulSet(
  workbench: Declaration<'Workbench'>,
  context: RenderContext,
): ManifestSet {
  const { name, spec } = workbench;
  const { namespace } = context;
  const labels = { ...assetLabels(workbench), app: name };
  return [
    ...claimsOf(workbench, namespace),
    owned(
      clusterService({
        metadata: { name, namespace, labels },
        selector: podSelector(workbench),
        targetPort: 'notebook-port',
      }),
    ),
    owned({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: {
        name,
        namespace,
        labels: { ...labels, ...queueLabels(context.resolved) },
        annotations: {
          ...displayAnnotations(spec),
          ...connectionAnnotations(workbench, context.resolved, namespace),
        },
      },
      spec: {
        serviceName: name,
        selector: { matchLabels: podSelector(workbench) },
        template: {
          metadata: { labels },
          spec: workbenchPod(workbench, context),
        },
      },
    }),
    ...exposureOf(workbench, context, notebookPath(namespace, name)),
  ];
}
