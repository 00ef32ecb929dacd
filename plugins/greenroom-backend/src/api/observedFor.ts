import {
  greenroomFleetRead,
  greenroomProjectContribute,
  namespaceOf,
  ObservedAsset,
  ObservedAssetList,
} from '@greenroom/backstage-plugin-greenroom-common';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { FoundAsset, FoundPlace } from '../observed';
import { Caller } from './Caller';
import { listAll } from './listAll';
import { RouterContext } from './RouterContext';

/** Which of what others made is asked for. */
export interface ObservedQuery {
  id?: string;
  kind?: string;
  project?: string;
}

const placeKey = (place: { cluster: string }, namespace: string) =>
  `${place.cluster}/${namespace}`;

/**
 * What others made, as one caller may see it: in the namespaces of projects
 * that they may read, and elsewhere only by who may see the whole fleet. It can
 * be adopted into a project only, by who may contribute to that.
 */
export async function observedFor(
  caller: Caller,
  { id, kind, project: name }: ObservedQuery,
  context: Pick<RouterContext, 'access' | 'engine' | 'store'>,
): Promise<ObservedAssetList> {
  const { access, engine } = context;
  const projects = await visibleProjects(caller, name, context);
  const places = new Map(
    projects.map(project => [placeKey(project, namespaceOf(project)), project]),
  );
  const projectOf = (place: FoundPlace) =>
    places.get(placeKey(place, place.namespace));
  const everywhere =
    name === undefined && (await access.allows(caller, greenroomFleetRead));
  const { items, ...rest } = engine.observed(
    place =>
      (id === undefined || place.id === id) &&
      (kind === undefined || place.kind === kind) &&
      (everywhere || projectOf(place) !== undefined),
  );
  const open = new Set(
    await access.among(caller, greenroomProjectContribute, projects),
  );
  return {
    ...rest,
    items: items.map(asset => {
      const project = projectOf(asset);
      return {
        ...asset,
        project: project?.project,
        adoption: adoption(asset, project, project && open.has(project)),
      };
    }),
  };
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
  project: string | undefined,
  { access, store }: Pick<RouterContext, 'access' | 'store'>,
): Promise<StoredDeclaration[]> {
  const visible = await access.visible(caller);
  if ('none' in visible) return [];
  return listAll(store, { ...visible, kind: 'Project', project });
}
