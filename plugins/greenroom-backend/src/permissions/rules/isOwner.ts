import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import {
  AssetCondition,
  StoredDeclaration,
} from '../../declarations/DeclarationStore';

const paramsSchema = z.object({
  owners: z.array(z.string()).describe('Entity refs of users or groups'),
});

/** Allow what belongs to one of the owners */
export const isOwner = <T extends string>(resourceType: T) =>
  createPermissionRule<
    StoredDeclaration,
    AssetCondition,
    T,
    z.infer<typeof paramsSchema>
  >({
    name: 'IS_OWNER',
    description: 'Allow what belongs to one of the owners',
    resourceType,
    paramsSchema,
    apply: ({ owner }, { owners }) => owners.includes(owner),
    toQuery: ({ owners }) => ({ field: 'owner', values: owners }),
  });
