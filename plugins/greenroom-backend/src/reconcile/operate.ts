import { ConflictError, InputError } from '@backstage/errors';
import { Operation } from '@greenroom/backstage-plugin-greenroom-common';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { Knex } from 'knex';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { ClusterScope } from './ClusterScope';
import { placementOf } from './placement';
import { isAbout } from './records/InventoryRow';
import { readAll } from './records/reads';
import { requireOurs } from './requireOurs';
import { sendOperation } from './sendOperation';
import { toServiceError } from './toServiceError';

/**
 * Starts, stops or restarts what a declaration has on its cluster, at once. What
 * waits to be applied is left to the reconciler, which has the consent.
 *
 * @throws InputError, ConflictError, or what the cluster's answer means to a caller
 */
export async function operate(
  { scope, target, knex }: { scope: ClusterScope; target: Target; knex: Knex },
  declaration: StoredDeclaration,
  operation: Operation,
): Promise<void> {
  const { kind, project, name } = declaration;
  if (!target.operate) {
    throw new InputError(`A ${kind} cannot be started, stopped or restarted`);
  }
  requireOurs(scope);
  const [loaded] = await readAll(knex, [declaration.id]);
  const heldUpdate = loaded?.realisation.heldUpdate;
  if (operation === 'update') {
    if (heldUpdate) return;
    throw new ConflictError(
      `Nothing waits to be applied to ${kind} ${project}/${name}`,
    );
  }
  // Applying what waits restarts it, once.
  if (operation === 'restart' && heldUpdate) return;
  const placement = placementOf(declaration, scope.capabilities);
  const patches =
    target.operate(operation, declaration, placement, new Date()) ?? [];
  for (const patch of patches) {
    const { namespace } = placement;
    const row = loaded?.rows.find(each =>
      isAbout(each, { ...patch, metadata: { namespace, name: patch.name } }),
    );
    if (!loaded || !row?.uid) {
      throw new ConflictError(
        `${kind} ${project}/${name} has not been created on the cluster yet, so there is nothing to ${operation}`,
      );
    }
    const client = scope.projectIdentities
      .writer(scope.client, loaded)
      .client(row);
    const { discovery } = scope;
    try {
      await sendOperation({ client, discovery }, placement, patch, row.uid);
    } catch (error) {
      throw toServiceError(error, `${operation} ${kind} ${project}/${name}`);
    }
  }
}
