import {
  ObservedKind,
  seenMetadata,
  SeenRoot,
} from '@greenroom/backstage-plugin-greenroom-node';
import { ANNOTATION_DISPLAY_NAME } from '../../render/labels';

export const NOTEBOOK_API = 'kubeflow.org/v1';

/** Of a Notebook with a longer name, the controller has a name generated for the StatefulSet. */
export const LONGEST_STATEFUL_SET_NAME = 52;
export const GENERATED_PREFIX = 'nb-';

export interface SeenNotebook extends SeenRoot {
  kind: 'Notebook';
}

/** Its status says less than its pods do, so only the metadata is kept. */
export const notebooks: ObservedKind<SeenNotebook> = {
  apiVersion: NOTEBOOK_API,
  kind: 'Notebook',
  labels: ['greenroom.dev/declaration'],
  project: object => {
    const title = object.metadata.annotations?.[ANNOTATION_DISPLAY_NAME];
    return {
      kind: 'Notebook',
      metadata: seenMetadata(object),
      ...(title && { title }),
    };
  },
};
