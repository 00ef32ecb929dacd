import { ConflictError } from '@backstage/errors';
import {
  connectionSecret,
  ConnectionValues,
  secretFields,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { seenSecret } from '@greenroom/backstage-plugin-greenroom-node';
import { KubernetesObject } from '@greenroom/controller-runtime';
import { Knex } from 'knex';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { ClusterScope } from './ClusterScope';
import { placementOf } from './placement';
import { isAbout } from './records/InventoryRow';
import { readAll } from './records/reads';
import { readSecret } from './readSecret';
import { SECRETS } from './secretResource';

/**
 * The values of a connection, from its Secret on the cluster; undefined when
 * there is none. Of what is in it only the keys of the type are taken. They are
 * for use at once: never stored, logged or answered.
 *
 * @throws ConflictError when the Secret is a stranger's, or may not be read
 * @throws ServiceUnavailableError when the cluster cannot be reached
 */
export async function readValues(
  { scope, knex }: { scope: ClusterScope; knex: Knex },
  declaration: StoredDeclaration<'Connection'>,
): Promise<ConnectionValues | undefined> {
  const { name, spec } = declaration;
  const what = stringifyAssetRef(declaration);
  const { namespace } = placementOf(declaration, scope.capabilities);
  const secret = connectionSecret(name, spec);
  const { apiVersion, kind } = SECRETS;
  const [loaded] = await readAll(knex, [declaration.id]);
  if (!loaded) return undefined;
  const live = await readSecret(
    scope.projectIdentities
      .writer(scope.client, loaded)
      .client({ apiVersion, namespace }),
    { namespace, name: secret },
    `read the values of ${what}`,
  );
  if (!live) return undefined;
  const made = loaded.rows.find(row =>
    isAbout(row, { apiVersion, kind, metadata: { namespace, name: secret } }),
  );
  // What Greenroom keeps is in the Secret that it made, and in no other of that name.
  if (spec.values && made?.uid !== live.metadata.uid) {
    throw new ConflictError(
      `Secret ${namespace}/${secret} is not the one that Greenroom made for ${what}, so it is not used`,
    );
  }
  return valuesIn(live, declaration);
}

function valuesIn(
  secret: KubernetesObject & { data?: Record<string, string> },
  { spec }: StoredDeclaration<'Connection'>,
): ConnectionValues {
  const { keys } = seenSecret(secret);
  return Object.fromEntries(
    secretFields(spec.type)
      .filter(({ key }) => keys.includes(key))
      .map(({ key }) => [
        key,
        Buffer.from(secret.data?.[key] ?? '', 'base64').toString('utf8'),
      ]),
  );
}
