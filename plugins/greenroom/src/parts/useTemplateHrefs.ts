import { useRouteRef } from '@backstage/core-plugin-api';
import {
  Asset,
  Kind,
  NAME_MAX_LENGTH,
} from '@greenroom/backstage-plugin-greenroom-common';
import { templateRouteRef } from '../routes';

const TEMPLATES: Record<Kind, string> = {
  Project: 'ml-project',
  Workbench: 'workbench',
  ModelServer: 'model-server',
  Connection: 'connection',
};

/** Fields of a connection of which it has one. */
const CREDENTIALS = ['secretRef', 'externalSecret', 'values'] as const;

/** Ends the name that a form proposes for a copy. */
const COPY = '-copy';
const TITLE_MAX_LENGTH = 100;

/** Addresses of the template's form; undefined where no scaffolder is installed. */
export interface TemplateHrefs {
  /** Filled with an asset's current revision, and fields that are to be others. */
  edit(asset: Asset, change?: Record<string, unknown>): string | undefined;
  /** Filled with what an asset is made of, under another name. */
  copy(asset: Asset): string | undefined;
}

export function useTemplateHrefs(): TemplateHrefs {
  const template = useRouteRef(templateRouteRef);
  const href = (kind: Kind, formData: object) => {
    const path = template?.({
      namespace: 'default',
      templateName: TEMPLATES[kind],
    });
    const query = new URLSearchParams({ formData: JSON.stringify(formData) });
    return path && `${path}?${query}`;
  };
  return {
    // The template refuses to overwrite a revision that this reader has not seen.
    edit: ({ kind, project, name, revision, spec }, change = {}) =>
      href(kind, {
        project,
        name,
        ...fieldsOf(kind, { ...spec, ...change }),
        revision,
      }),
    // Without a revision: nothing that exists is changed.
    copy: ({ kind, project, name, title, spec }) =>
      href(kind, {
        ...fieldsOf(kind, spec),
        project,
        name: `${name.slice(0, NAME_MAX_LENGTH - COPY.length)}${COPY}`,
        title: `${title.slice(0, TITLE_MAX_LENGTH - 7)} (copy)`,
      }),
  };
}

/** What a form is filled with: it also asks where the credentials of a connection come from. */
function fieldsOf(kind: Kind, spec: object): object {
  if (kind !== 'Connection') return spec;
  const credentials = CREDENTIALS.find(field => field in spec);
  return { ...spec, credentials };
}
