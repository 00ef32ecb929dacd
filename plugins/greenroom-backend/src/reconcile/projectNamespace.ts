import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';
import {
  namespaces,
  SeenNamespace,
} from '@greenroom/backstage-plugin-greenroom-node';
import { DeclarationStore } from '../declarations/DeclarationStore';
import { Observer } from '../observe';
import { DatabaseInventory } from './DatabaseInventory';

/** Why a declaration cannot be begun; undefined when its project's namespace is there and ours. */
export interface ProjectProblem {
  reason: 'ProjectMissing' | 'ProjectNotReady' | 'ProjectDeleting';
  summary: string;
  fix: string;
}

/** Looks whether the namespace that a declaration's objects go to has been made by its Project. */
export async function projectProblem(
  { project, cluster }: Declaration,
  deps: {
    store: DeclarationStore;
    inventory: DatabaseInventory;
    observer: Observer;
  },
): Promise<ProjectProblem | undefined> {
  const owner = await deps.store.get({
    kind: 'Project',
    project,
    name: project,
  });
  if (!owner || owner.cluster !== cluster) {
    return {
      reason: 'ProjectMissing',
      summary: `There is no project '${project}' on cluster '${cluster}'.`,
      fix: `Create the project '${project}' first.`,
    };
  }
  const row = (await deps.inventory.of(owner.id)).find(
    ({ kind, name }) => kind === 'Namespace' && name === project,
  );
  const seen = deps.observer.collection(namespaces)?.get(undefined, project) as
    | SeenNamespace
    | undefined;
  if (owner.deletion || seen?.metadata.deletionTimestamp) {
    return {
      reason: 'ProjectDeleting',
      summary: `Project '${project}' is being deleted.`,
      fix: 'Wait until it has gone, then create it again.',
    };
  }
  if (!row?.uid || !row.appliedHash) {
    return {
      reason: 'ProjectNotReady',
      summary: `Project '${project}' is not set up on cluster '${cluster}' yet.`,
      fix: `Look at the status of project '${project}'.`,
    };
  }
  return undefined;
}
