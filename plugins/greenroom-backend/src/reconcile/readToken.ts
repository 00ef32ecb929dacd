import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  AssetAccess,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import {
  isNotFound,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { Knex } from 'knex';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { ClusterScope } from './ClusterScope';
import { placementOf } from './placement';
import { readAll } from './records/reads';
import { SECRETS } from './secretResource';
import { isOwnedBy, uidOf } from './Tokens';
import { toServiceError } from './toServiceError';

/**
 * The token that lets into an asset, from its Secret on the cluster. It is only
 * passed on.
 *
 * @throws ConflictError when there is none, ServiceUnavailableError when the cluster cannot be reached
 */
export async function readToken(
  { scope, target, knex }: { scope: ClusterScope; target: Target; knex: Knex },
  declaration: StoredDeclaration,
): Promise<AssetAccess> {
  const what = stringifyAssetRef(declaration);
  const placement = placementOf(declaration, scope.capabilities);
  const { resolved } = declaration;
  const secret = target.token?.(declaration, { ...placement, resolved });
  if (!secret) {
    throw new ConflictError(
      `${what} has no token of Greenroom's. A workbench gets one with its next revision; until then its own is in its log`,
    );
  }
  const { namespace } = placement;
  const { name, key } = secret;
  const [loaded] = await readAll(knex, [declaration.id]);
  const uid = loaded && uidOf(secret, placement, loaded.rows);
  const client =
    loaded &&
    scope.projectIdentities
      .writer(scope.client, loaded)
      .client({ apiVersion: SECRETS.apiVersion, namespace });
  const live = uid && client && (await look(client, { namespace, name }, what));
  const token = live && isOwnedBy(live, uid) ? live.data?.[key] : undefined;
  if (!token) {
    throw new ServiceUnavailableError(
      `The token of ${what} is not there yet; try again once it has started`,
    );
  }
  return { token: Buffer.from(token, 'base64').toString('utf8') };
}

type SecretObject = KubernetesObject & { data?: Record<string, string> };

async function look(
  client: KubeClient,
  ref: { namespace: string; name: string },
  what: string,
): Promise<SecretObject | undefined> {
  try {
    return await client.get<SecretObject>(SECRETS, ref);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw toServiceError(error, `read the token of ${what}`);
  }
}
