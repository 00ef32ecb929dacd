import {
  AssetRef,
  Kind,
  KINDS,
} from '@greenroom/backstage-plugin-greenroom-common';
import type { z as zod } from 'zod/v3';

/** Inputs that name an asset. The API checks the names, so that there is one schema of them. */
export const assetInput = {
  kind: (z: typeof zod) =>
    z
      .enum(KINDS as [Kind, ...Kind[]])
      .describe('Kind of the asset, such as Workbench'),
  project: (z: typeof zod) => z.string().describe('Project that it belongs to'),
  name: (z: typeof zod) =>
    z.string().describe('Name; for a Project the same as `project`'),
};

export function assetRefOf({ kind, project, name }: AssetRef): AssetRef {
  return { kind, project, name };
}
