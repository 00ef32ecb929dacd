import {
  Declaration,
  kubernetesId,
  LABEL_DECLARATION,
  LABEL_KUBERNETES_ID,
  LABEL_MANAGED_BY,
  LABEL_PROJECT,
} from '@greenroom/backstage-plugin-greenroom-common';

/** Open Data Hub's dashboard lists what bears this. */
export const ODH_DASHBOARD = { 'opendatahub.io/dashboard': 'true' } as const;

/** Labels of every object of a declaration, and of its pods. */
export function assetLabels(declaration: Declaration): Record<string, string> {
  return {
    [LABEL_MANAGED_BY]: 'greenroom',
    [LABEL_DECLARATION]: declaration.id,
    [LABEL_PROJECT]: declaration.project,
    [LABEL_KUBERNETES_ID]: kubernetesId(declaration),
    ...ODH_DASHBOARD,
  };
}

/** Selects the pods of one declaration: a selector is immutable, so it holds nothing that may change. */
export function podSelector(declaration: Declaration): Record<string, string> {
  return { [LABEL_DECLARATION]: declaration.id };
}

/** What OpenShift and Open Data Hub call an object. */
export const ANNOTATION_DISPLAY_NAME = 'openshift.io/display-name';
export const ANNOTATION_DESCRIPTION = 'openshift.io/description';

/** Title and description as OpenShift and Open Data Hub show them. */
export function displayAnnotations({
  title,
  description,
}: {
  title?: string;
  description?: string;
}): Record<string, string> {
  return {
    ...(title && { [ANNOTATION_DISPLAY_NAME]: title }),
    ...(description && { [ANNOTATION_DESCRIPTION]: description }),
  };
}
