import {
  ObservedKind,
  Seen,
  seenMetadata,
} from '@greenroom/backstage-plugin-greenroom-node';

export const NOTEBOOK_API = 'kubeflow.org/v1';

export interface SeenNotebook extends Seen {
  kind: 'Notebook';
}

/** Its status says less than its pods do, so only the metadata is kept. */
export const notebooks: ObservedKind<SeenNotebook> = {
  apiVersion: NOTEBOOK_API,
  kind: 'Notebook',
  labels: ['greenroom.dev/declaration'],
  project: object => ({ kind: 'Notebook', metadata: seenMetadata(object) }),
};
