import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';
import {
  ManifestSet,
  RenderContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { connectionAnnotations } from '../../render/connectionUse';
import { exposureOf } from '../../render/exposure';
import { profileAnnotations, queueLabels } from '../../render/hardware';
import { assetLabels, displayAnnotations } from '../../render/labels';
import { owned } from '../../render/manifest';
import { claimsOf } from '../../render/storage';
import { subjectOf } from '../../render/subject';
import { notebookPath, workbenchPod } from '../../render/workbench';
import { NOTEBOOK_API } from './notebooks';

/** The volumes, the Notebook and the way in; its controller copies the labels to the pod and makes the Service. */
export function renderNotebook(
  workbench: Declaration<'Workbench'>,
  context: RenderContext,
): ManifestSet {
  const { name, spec } = workbench;
  return [
    ...claimsOf(workbench, context.namespace),
    owned({
      apiVersion: NOTEBOOK_API,
      kind: 'Notebook',
      metadata: {
        name,
        namespace: context.namespace,
        labels: {
          ...assetLabels(workbench),
          app: name,
          'opendatahub.io/odh-managed': 'true',
          ...queueLabels(context.resolved),
        },
        annotations: {
          ...displayAnnotations(spec),
          ...imageAnnotations(context),
          ...profileAnnotations(context.resolved),
          ...authAnnotations(context),
          ...ownerAnnotations(workbench, context),
          ...connectionAnnotations(
            workbench,
            context.resolved,
            context.namespace,
          ),
        },
      },
      spec: { template: { spec: workbenchPod(workbench, context) } },
    }),
    ...exposureOf(workbench, context, notebookPath(context.namespace, name)),
  ];
}

/** Whose it is for Open Data Hub's dashboard, where one person owns it and the cluster knows who that is. */
function ownerAnnotations(
  { owner }: Declaration<'Workbench'>,
  { cluster }: RenderContext,
): Record<string, string> {
  const subject = subjectOf(owner, cluster.site);
  return subject?.kind === 'User'
    ? { 'opendatahub.io/username': subject.name }
    : {};
}

/** Has Open Data Hub put its proxy in front, where it is installed. The workbench's own token stays: nobody else is sure to be. */
function authAnnotations({
  resolved: { authentication },
}: RenderContext): Record<string, string> {
  return authentication === 'token'
    ? { 'notebooks.opendatahub.io/inject-auth': 'true' }
    : {};
}

/**
 * Which image was chosen, as Open Data Hub's dashboard shows it. An ImageStream
 * is named only if the image came from one: its webhook puts in what the named
 * one has now, and refuses what it cannot find a tag for.
 */
function imageAnnotations({
  resolved: { image },
}: RenderContext): Record<string, string> {
  const { name, origin, title, version } = image ?? {};
  return {
    ...(title && { 'opendatahub.io/image-display-name': title }),
    ...(origin && {
      'notebooks.opendatahub.io/last-image-selection': `${name}:${version}`,
      'opendatahub.io/workbench-image-namespace': origin.namespace,
    }),
    ...(origin?.commit && {
      'notebooks.opendatahub.io/last-image-version-git-commit-selection':
        origin.commit,
    }),
  };
}
