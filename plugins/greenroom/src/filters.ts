import {
  ANNOTATION_ASSET,
  ENTITY_MAPPING,
  Kind,
} from '@greenroom/backstage-plugin-greenroom-common';

/** Entities that Greenroom made or knows, companions included. */
const standsForAsset = {
  [`metadata.annotations.${ANNOTATION_ASSET}`]: { $exists: true },
};

/** The entity that carries the cards of an asset of this kind; may be overridden in app-config. */
function isOfKind(kind: Kind) {
  const { kind: entityKind, type } = ENTITY_MAPPING[kind];
  return {
    kind: entityKind,
    ...(type && { 'spec.type': type }),
    ...standsForAsset,
  };
}

export const isProject = isOfKind('Project');
export const isWorkbench = isOfKind('Workbench');
export const isModelServer = isOfKind('ModelServer');
export const isConnection = isOfKind('Connection');
export const usesAccelerators = {
  $any: [isProject, isWorkbench, isModelServer],
};
