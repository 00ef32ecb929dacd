import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { Kind } from '@greenroom/backstage-plugin-greenroom-common';
import { Target } from './target';

/** Adds ways in which kinds are realised on a cluster. */
export interface GreenroomTargetsExtensionPoint {
  /** @throws when a target of that id exists already */
  addTarget<K extends Kind>(...targets: Target<K>[]): void;
}

export const greenroomTargetsExtensionPoint =
  createExtensionPoint<GreenroomTargetsExtensionPoint>({
    id: 'greenroom.targets',
  });
