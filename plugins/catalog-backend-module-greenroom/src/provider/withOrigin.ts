import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import {
  Declaration,
  Kind,
} from '@greenroom/backstage-plugin-greenroom-common';

/** Where entities come from that no file describes. */
const LOCATION = 'greenroom:api';

const TEMPLATES: Record<Kind, string> = {
  Project: 'ml-project',
  Workbench: 'workbench',
  ModelServer: 'model-server',
};

/** Browsers and proxies cut longer ones. */
const MAX_URL_LENGTH = 2_000;

/** Says where an entity comes from, and where to edit it. */
export function withOrigin(
  entity: Entity,
  edit: { declaration?: Declaration; appBaseUrl?: string },
): Entity {
  const url = editUrl(edit);
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        [ANNOTATION_LOCATION]: LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
        ...(url && { [ANNOTATION_EDIT_URL]: url }),
      },
    },
  };
}

/** The template's form, filled with the current revision; a partial one would drop fields, so it is all or nothing. */
function editUrl({
  declaration,
  appBaseUrl,
}: {
  declaration?: Declaration;
  appBaseUrl?: string;
}): string | undefined {
  if (!declaration || !appBaseUrl) return undefined;
  const { kind, project, name, revision, spec } = declaration;
  const formData = JSON.stringify({ ...spec, project, name, revision });
  const url = `${appBaseUrl.replace(/\/+$/, '')}/create/templates/default/${
    TEMPLATES[kind]
  }?formData=${encodeURIComponent(formData)}`;
  return url.length <= MAX_URL_LENGTH ? url : undefined;
}
