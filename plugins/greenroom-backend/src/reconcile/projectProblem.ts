import { namespaceOf } from '@greenroom/backstage-plugin-greenroom-common';
import {
  namespaces,
  SeenNamespace,
} from '@greenroom/backstage-plugin-greenroom-node';
import { Observer } from '../observe';
import { Loaded } from './records/reads';

/** Why a declaration cannot be begun; undefined when its project's namespace is there and ours. */
export interface ProjectProblem {
  reason: 'ProjectMissing' | 'ProjectNotReady' | 'ProjectDeleting';
  summary: string;
  fix: string;
}

/** Looks whether the namespace that a declaration's objects go to has been made by its Project. */
export function projectProblem(
  { declaration, project: parent }: Loaded,
  observer: Observer,
): ProjectProblem | undefined {
  const { kind, project, cluster } = declaration;
  if (kind === 'Project') return undefined;
  if (parent?.cluster !== cluster) {
    return {
      reason: 'ProjectMissing',
      summary: `There is no project '${project}' on cluster '${cluster}'.`,
      fix: `Create the project '${project}' first.`,
    };
  }
  const seen = observer
    .collection(namespaces)
    ?.get(undefined, namespaceOf(declaration)) as SeenNamespace | undefined;
  if (parent.deletion || seen?.metadata.deletionTimestamp) {
    return {
      reason: 'ProjectDeleting',
      summary: `Project '${project}' is being deleted.`,
      fix: 'Wait until it has gone, then create it again.',
    };
  }
  return parent.hasNamespace
    ? undefined
    : {
        reason: 'ProjectNotReady',
        summary: `Project '${project}' is not set up on cluster '${cluster}' yet.`,
        fix: `Look at the status of project '${project}'.`,
      };
}
