import {
  ANNOTATION_NOTEBOOK_STOPPED,
  Declaration,
  RunOperation,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  Placement,
  RunPatch,
} from '@greenroom/backstage-plugin-greenroom-node';
import { NOTEBOOK_API } from './notebooks';

const RESTART = 'notebooks.opendatahub.io/notebook-restart';

/** Start, stop and restart as annotations: Kubeflow's controller acts on them, and takes the last one away itself. */
export function operateNotebook(
  operation: RunOperation,
  { name }: Declaration<'Workbench'>,
  _placement: Placement,
  now: Date,
): RunPatch[] {
  const annotations = {
    start: { [ANNOTATION_NOTEBOOK_STOPPED]: null },
    stop: { [ANNOTATION_NOTEBOOK_STOPPED]: rfc3339(now) },
    restart: { [RESTART]: 'true' },
  }[operation];
  return [
    {
      apiVersion: NOTEBOOK_API,
      kind: 'Notebook',
      name,
      patch: { metadata: { annotations } },
    },
  ];
}

/** In whole seconds, as Kubernetes writes times. */
function rfc3339(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
