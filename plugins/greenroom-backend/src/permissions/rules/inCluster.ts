import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import {
  AssetCondition,
  StoredDeclaration,
} from '../../declarations/DeclarationStore';

const paramsSchema = z.object({
  clusters: z.array(z.string()).describe('Names of clusters in app-config'),
});

/** Allow what is on one of the clusters */
export const inCluster = <T extends string>(resourceType: T) =>
  createPermissionRule<
    StoredDeclaration,
    AssetCondition,
    T,
    z.infer<typeof paramsSchema>
  >({
    name: 'IN_CLUSTER',
    description: 'Allow what is on one of the clusters',
    resourceType,
    paramsSchema,
    apply: ({ cluster }, { clusters }) => clusters.includes(cluster),
    toQuery: ({ clusters }) => ({ field: 'cluster', values: clusters }),
  });
