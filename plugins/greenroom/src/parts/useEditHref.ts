import { useRouteRef } from '@backstage/core-plugin-api';
import { Asset, Kind } from '@greenroom/backstage-plugin-greenroom-common';
import { templateRouteRef } from '../routes';

const TEMPLATES: Record<Kind, string> = {
  Project: 'ml-project',
  Workbench: 'workbench',
  ModelServer: 'model-server',
};

/**
 * Address of the template's form, filled with an asset's current revision.
 * @returns undefined where no scaffolder is installed
 */
export function useEditHref(): (asset: Asset) => string | undefined {
  const template = useRouteRef(templateRouteRef);
  return ({ kind, project, name, revision, spec }) => {
    if (!template) return undefined;
    const path = template({
      namespace: 'default',
      templateName: TEMPLATES[kind],
    });
    // The template refuses to overwrite a revision that this reader has not seen.
    const formData = JSON.stringify({ project, name, ...spec, revision });
    return `${path}?${new URLSearchParams({ formData })}`;
  };
}
