import { NotFoundError } from '@backstage/errors';
import { AssetRef, isKind } from '@greenroom/backstage-plugin-greenroom-common';

/** @throws NotFoundError for a kind that does not exist */
export function assetRefOf({
  kind,
  project,
  name,
}: {
  kind: string;
  project: string;
  name: string;
}): AssetRef {
  if (!isKind(kind)) throw new NotFoundError(`There is no kind "${kind}"`);
  return { kind, project, name };
}
