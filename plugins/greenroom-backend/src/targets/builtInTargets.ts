import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { deploymentModelServer } from './deployment';
import { kserveModelServer } from './kserve';
import { notebookWorkbench } from './kubeflow-notebook';
import { namespaceProject } from './namespace';
import { secretConnection } from './secret';
import { statefulSetWorkbench } from './statefulset';

/** The targets that Greenroom comes with. */
export const builtInTargets: readonly Target[] = [
  namespaceProject,
  notebookWorkbench,
  statefulSetWorkbench,
  kserveModelServer,
  deploymentModelServer,
  secretConnection,
];
