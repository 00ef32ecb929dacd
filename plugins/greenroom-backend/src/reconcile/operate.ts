import { ConflictError, InputError } from '@backstage/errors';
import {
  Operation,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { pods } from '@greenroom/backstage-plugin-greenroom-node';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { placementOf } from './placement';
import { podsOf } from './podsOf';
import { Realised } from './Realised';
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
  realised: Realised,
  declaration: StoredDeclaration,
  operation: Operation,
): Promise<void> {
  const { scope, target, knex } = realised;
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
  if (operation === 'restart') {
    // Applying what waits restarts it, once.
    if (heldUpdate) return;
    requirePods(realised, declaration);
  }
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

/** A wish to restart what does not run would be kept, and end its first pod as soon as there is one. */
function requirePods(realised: Realised, declaration: StoredDeclaration): void {
  const { observer } = realised.scope;
  const live = observer.collection(pods)?.health.state === 'live';
  if (live && podsOf(realised, declaration)?.length === 0) {
    throw new ConflictError(
      `${stringifyAssetRef(
        declaration,
      )} does not run, so there is nothing to restart; start it when it is stopped, else its status says what it waits for`,
    );
  }
}
