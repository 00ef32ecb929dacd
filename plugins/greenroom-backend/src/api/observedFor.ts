import {
  greenroomFleetRead,
  greenroomProjectContribute,
  namespaceOf,
  ObservedAsset,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  DeclarationStore,
  StoredDeclaration,
} from '../declarations/DeclarationStore';
import { FoundAsset } from '../observed';
import { Access } from './Access';
import { Caller } from './Caller';

/** Projects that are read at a time. */
const PAGE = 200;

const placeKey = (cluster: string, namespace: string) =>
  `${cluster}/${namespace}`;

/**
 * What others made, as one caller may see it: in the namespaces of projects
 * that they may read, and elsewhere only by who may see the whole fleet. It can
 * be adopted into a project only, by who may contribute to that.
 */
export async function observedFor(
  found: readonly FoundAsset[],
  caller: Caller,
  access: Access,
  store: Pick<DeclarationStore, 'list'>,
): Promise<ObservedAsset[]> {
  const projects = await visibleProjects(caller, access, store);
  const places = new Map(
    projects.map(project => [
      placeKey(project.cluster, namespaceOf(project)),
      project,
    ]),
  );
  const open = new Set(
    await access.among(caller, greenroomProjectContribute, projects),
  );
  const everywhere = await access.allows(caller, greenroomFleetRead);
  return found
    .map(asset => {
      const project = places.get(placeKey(asset.cluster, asset.namespace));
      return {
        ...asset,
        project: project?.project,
        adoption: adoption(asset, project, project && open.has(project)),
      };
    })
    .filter(({ project }) => project !== undefined || everywhere);
}

function adoption(
  { adoption: structural, namespace }: FoundAsset,
  project: StoredDeclaration | undefined,
  permitted: boolean | undefined,
): ObservedAsset['adoption'] {
  if (!structural.possible) return structural;
  if (!project) {
    return {
      possible: false,
      why: `Namespace ${namespace} is no project that you see. Make it one first.`,
    };
  }
  return permitted
    ? structural
    : {
        possible: false,
        why: `You may not add to project ${project.project}. Ask its owner.`,
      };
}

async function visibleProjects(
  caller: Caller,
  access: Access,
  store: Pick<DeclarationStore, 'list'>,
): Promise<StoredDeclaration[]> {
  const visible = await access.visible(caller);
  if ('none' in visible) return [];
  const projects: StoredDeclaration[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list({
      ...visible,
      kind: 'Project',
      limit: PAGE,
      cursor,
    });
    projects.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return projects;
}
