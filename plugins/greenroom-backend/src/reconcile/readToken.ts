import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  AssetAccess,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { Knex } from 'knex';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { ClusterScope } from './ClusterScope';
import { placementOf } from './placement';
import { readAll } from './records/reads';
import { readSecret } from './readSecret';
import { SECRETS } from './secretResource';
import { isOwnedBy, uidOf } from './Tokens';

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
  const live =
    uid &&
    client &&
    (await readSecret(
      client,
      { namespace, name },
      `read the token of ${what}`,
    ));
  const token = live && isOwnedBy(live, uid) ? live.data?.[key] : undefined;
  if (!token) {
    throw new ServiceUnavailableError(
      `The token of ${what} is not there yet; try again once it has started`,
    );
  }
  return { token: Buffer.from(token, 'base64').toString('utf8') };
}
