import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';
import {
  ManifestSet,
  RenderContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { jupyterConfig } from '../../render/jupyterConfig';
import { assetLabels, displayAnnotations } from '../../render/labels';
import { owned, retained } from '../../render/manifest';
import { WORKLOAD_ACCOUNT } from '../../render/pod';
import { memberBindings } from './members';
import { isTaken } from './isTaken';
import { networkPolicy } from './networkPolicy';
import { tierObjects } from './tierObjects';

/** Pods that do not pass `restricted` are refused, warned of and audited. */
const POD_SECURITY = {
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/warn': 'restricted',
  'pod-security.kubernetes.io/audit': 'restricted',
};

/** The namespace, what its tier says of it, who reaches its pods, what Jupyter reads in them, who may enter, and the account without rights that workloads run as. */
export function renderProject(
  project: Declaration<'Project'>,
  context: RenderContext,
): ManifestSet {
  const { namespace } = context;
  const labels = assetLabels(project);
  return [
    ...(isTaken(project)
      ? []
      : [
          retained({
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: {
              name: namespace,
              labels: { ...labels, ...POD_SECURITY },
              annotations: displayAnnotations(project.spec),
            },
          }),
        ]),
    ...tierObjects(project, context),
    networkPolicy(project, context),
    jupyterConfig(project, namespace),
    ...memberBindings(project, context),
    owned({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: WORKLOAD_ACCOUNT, namespace, labels },
      automountServiceAccountToken: false,
    }),
  ];
}
