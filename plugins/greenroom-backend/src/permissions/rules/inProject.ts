import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import {
  AssetCondition,
  StoredDeclaration,
} from '../../declarations/DeclarationStore';

const paramsSchema = z.object({
  projects: z.array(z.string()).describe('Names of projects'),
});

/** Allow what is in one of the projects */
export const inProject = <T extends string>(resourceType: T) =>
  createPermissionRule<
    StoredDeclaration,
    AssetCondition,
    T,
    z.infer<typeof paramsSchema>
  >({
    name: 'IN_PROJECT',
    description: 'Allow what is in one of the projects',
    resourceType,
    paramsSchema,
    apply: ({ project }, { projects }) => projects.includes(project),
    toQuery: ({ projects }) => ({ field: 'project', values: projects }),
  });
