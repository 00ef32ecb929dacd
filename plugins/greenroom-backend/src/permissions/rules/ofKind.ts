import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import {
  AssetCondition,
  StoredDeclaration,
} from '../../declarations/DeclarationStore';

const paramsSchema = z.object({
  kinds: z.array(z.string()).describe('Kinds, e.g. Workbench'),
});

/** Allow assets of one of the kinds */
export const ofKind = <T extends string>(resourceType: T) =>
  createPermissionRule<
    StoredDeclaration,
    AssetCondition,
    T,
    z.infer<typeof paramsSchema>
  >({
    name: 'OF_KIND',
    description: 'Allow assets of one of the kinds',
    resourceType,
    paramsSchema,
    apply: ({ kind }, { kinds }) => kinds.includes(kind),
    toQuery: ({ kinds }) => ({ field: 'kind', values: kinds }),
  });
