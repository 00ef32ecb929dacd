import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  connectionSecret,
  ConnectionValues,
  secretFields,
  VALUES_MANAGER,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  ApiError,
  isConflict,
  isInvalid,
  isNotFound,
  isTooManyRequests,
} from '@greenroom/controller-runtime';
import { Knex } from 'knex';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { ClusterScope } from './ClusterScope';
import { placementOf } from './placement';
import { isAbout } from './records/InventoryRow';
import { readAll } from './records/reads';
import { requireOurs } from './requireOurs';
import { SECRETS } from './secretResource';

/**
 * Writes the values of a connection into its Secret, at once or not at all: they
 * are kept nowhere else. Those of before go, also where none is sent now.
 *
 * @throws ConflictError, ServiceUnavailableError, which say nothing of the values
 */
export async function supplyValues(
  { scope, knex }: { scope: ClusterScope; knex: Knex },
  declaration: StoredDeclaration<'Connection'>,
  values: ConnectionValues,
): Promise<void> {
  const { project, name, spec } = declaration;
  requireOurs(scope);
  const { namespace } = placementOf(declaration, scope.capabilities);
  const secret = connectionSecret(name, spec);
  const [loaded] = await readAll(knex, [declaration.id]);
  const { apiVersion, kind } = SECRETS;
  const uid = loaded?.rows.find(row =>
    isAbout(row, { apiVersion, kind, metadata: { namespace, name: secret } }),
  )?.uid;
  if (!loaded || !uid) {
    throw new ConflictError(
      `Connection ${project}/${name} has not been created on the cluster yet, so its values cannot be kept; send them again in a moment`,
    );
  }
  const data = secretFields(spec.type).map(({ key }) => [
    key,
    Object.hasOwn(values, key)
      ? Buffer.from(values[key]).toString('base64')
      : null,
  ]);
  const writer = scope.projectIdentities.writer(scope.client, loaded);
  try {
    await writer
      .client({ apiVersion, namespace })
      .mergePatch(
        SECRETS,
        { namespace, name: secret },
        { metadata: { uid }, data: Object.fromEntries(data) },
        { fieldManager: VALUES_MANAGER },
      );
  } catch (error) {
    throw toldWithoutValues(error, scope.name);
  }
}

/** The cluster may quote what it was sent, so its words are left out, and the error itself. */
function toldWithoutValues(error: unknown, cluster: string): Error {
  if (isNotFound(error) || isConflict(error) || isInvalid(error)) {
    return new ConflictError(
      `The Secret was deleted or replaced on cluster '${cluster}', so the values were not written. Greenroom makes it again if it can; then send them again.`,
    );
  }
  if (
    error instanceof ApiError &&
    error.status < 500 &&
    !isTooManyRequests(error)
  ) {
    return new ConflictError(
      `Cluster '${cluster}' refused the values (${error.status} ${
        error.reason ?? ''
      }): ask the platform team whether Greenroom's account may patch Secrets there`,
    );
  }
  return new ServiceUnavailableError(
    `Cluster '${cluster}' does not answer, so the values were not written, and they are kept nowhere. Send them again later.`,
  );
}
