import {
  RESOURCE_TYPE_ASSET,
  RESOURCE_TYPE_PROJECT,
} from '@greenroom/backstage-plugin-greenroom-common';
import { inCluster } from './inCluster';
import { inProject } from './inProject';
import { isOwner } from './isOwner';
import { ofKind } from './ofKind';

/** Rules that policies may use in conditions on assets. */
export const assetRules = [
  isOwner(RESOURCE_TYPE_ASSET),
  inProject(RESOURCE_TYPE_ASSET),
  ofKind(RESOURCE_TYPE_ASSET),
  inCluster(RESOURCE_TYPE_ASSET),
];

/** Rules that policies may use in conditions on projects. */
export const projectRules = [
  isOwner(RESOURCE_TYPE_PROJECT),
  inProject(RESOURCE_TYPE_PROJECT),
  inCluster(RESOURCE_TYPE_PROJECT),
];
