import {
  Discovery,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';

const FIELD_MANAGER = 'greenroom-devcluster';

/**
 * Server-side applies objects: namespaces first, the rest at once. A status
 * in a manifest is applied too (a node's capacity is its status). Safe to
 * repeat.
 */
export async function applyManifests(
  client: KubeClient,
  objects: KubernetesObject[],
  signal?: AbortSignal,
): Promise<void> {
  const discovery = new Discovery(client);
  await discovery.refresh(signal);
  const isNamespace = ({ kind }: KubernetesObject) => kind === 'Namespace';

  for (const group of [
    objects.filter(isNamespace),
    objects.filter(object => !isNamespace(object)),
  ]) {
    await Promise.all(
      group.map(object => applyOne(client, discovery, object, signal)),
    );
  }
}

async function applyOne(
  client: KubeClient,
  discovery: Discovery,
  object: KubernetesObject,
  signal?: AbortSignal,
): Promise<void> {
  const { apiVersion, kind } = object;
  const resource = discovery.resource(apiVersion, kind);
  if (!resource) {
    throw new Error(`The cluster does not serve ${kind} of ${apiVersion}`);
  }
  const options = { fieldManager: FIELD_MANAGER, force: true, signal };
  await client.apply(resource, object, options);
  if (object.status !== undefined) {
    const { metadata, status } = object;
    const onlyStatus = { apiVersion, kind, metadata, status };
    await client.apply(resource, onlyStatus, {
      ...options,
      subresource: 'status',
    });
  }
}
