import { RUN_STATE_MANAGER } from '@greenroom/backstage-plugin-greenroom-common';
import {
  Placement,
  RunPatch,
} from '@greenroom/backstage-plugin-greenroom-node';
import { ClusterScope } from './ClusterScope';
import { NotServedError } from './errors';

/** Sends one patch of an operation to exactly the object that is ours. */
export async function sendOperation(
  { client, discovery }: Pick<ClusterScope, 'client' | 'discovery'>,
  { namespace }: Placement,
  { apiVersion, kind, name, patch }: RunPatch,
  uid: string,
): Promise<void> {
  const resource = discovery.resource(apiVersion, kind);
  if (!resource) throw new NotServedError(apiVersion, kind);
  const metadata = { ...(patch.metadata as object | undefined), uid };
  await client.mergePatch(
    resource,
    { namespace: resource.namespaced ? namespace : undefined, name },
    { ...patch, metadata },
    { fieldManager: RUN_STATE_MANAGER },
  );
}
