import { Asset } from '@greenroom/backstage-plugin-greenroom-common';

/** What a deletion takes away and what it leaves. */
export interface Consequences {
  goes: string[];
  kept: string[];
}

/** What deleting an asset does, in words. */
export function deletionConsequences(
  asset: Asset,
  deleteData: boolean,
): Consequences {
  switch (asset.kind) {
    case 'Project':
      return projectConsequences(asset, deleteData);
    case 'Workbench':
      return workbenchConsequences(asset as Asset<'Workbench'>, deleteData);
    case 'Connection':
      return connectionConsequences(asset as Asset<'Connection'>);
    default:
      return {
        goes: ['The model server and its address'],
        kept: ['The model’s files, wherever they come from'],
      };
  }
}

/**
 * Whether the question about data makes sense: not every kind holds any, and a
 * namespace that a project took is not its own.
 */
export function holdsData({ kind, resolved }: Asset): boolean {
  return kind === 'Workbench' || (kind === 'Project' && !resolved.namespace);
}

function connectionConsequences({
  namespace,
  name,
  spec,
}: Asset<'Connection'>): Consequences {
  const data = 'The data that it leads to';
  return spec.secretRef
    ? {
        goes: ['The connection'],
        kept: [`Secret ${namespace}/${spec.secretRef.name}`, data],
      }
    : {
        goes: [
          'The connection',
          `Secret ${namespace}/${name}, with the values in it`,
        ],
        kept: [data],
      };
}

function projectConsequences(
  { namespace, cluster, resolved }: Asset,
  deleteData: boolean,
): Consequences {
  const room = `Namespace ${namespace} on ${cluster}`;
  const data = 'Its volumes and everything else in it, also what others made';
  const access = [
    'The project’s quota and limits, and the rules of who reaches its pods',
    'Its members’ access to the namespace',
  ];
  // What was there before the project is there after it.
  return deleteData && !resolved.namespace
    ? { goes: [...access, room, data], kept: [] }
    : { goes: access, kept: [room, data] };
}

function workbenchConsequences(
  { spec }: Asset<'Workbench'>,
  deleteData: boolean,
): Consequences {
  const result: Consequences = {
    goes: ['The workbench and its address'],
    kept: [],
  };
  for (const storage of spec.storage ?? []) {
    const { name, size, existing, mountPath, onDelete } = storage;
    if (existing) {
      result.kept.push(`Storage ${name} (claim ${existing}, ${mountPath})`);
      continue;
    }
    const text = `Storage ${name} (${size}, ${mountPath})`;
    const list = deleteData || onDelete === 'delete' ? 'goes' : 'kept';
    result[list].push(text);
  }
  return result;
}
