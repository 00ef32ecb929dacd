import { once } from 'node:events';
import {
  connectionFromKubeconfig,
  Controller,
  Discovery,
  Informer,
  KubeClient,
  KubernetesObject,
  WorkQueue,
} from '../index';

/** What we keep of a Namespace: enough to decide, and no more. */
function projectTeam({ metadata }: KubernetesObject) {
  const { name, uid = '', resourceVersion = '', labels } = metadata;
  const team = labels?.team;
  return team ? { metadata: { name, uid, resourceVersion }, team } : undefined;
}

/** Of our own objects it is enough to know that they are there. */
function projectWelcome({ metadata }: KubernetesObject) {
  const { name, namespace, uid = '', resourceVersion = '' } = metadata;
  return { metadata: { name, namespace, uid, resourceVersion } };
}

async function main(kubeconfig: string) {
  const onError = (error: Error) => process.stderr.write(`${error.message}\n`);
  const client = new KubeClient(await connectionFromKubeconfig(kubeconfig));

  // What does this cluster serve?
  const discovery = new Discovery(client);
  await discovery.refresh();
  const served = (apiVersion: string, kind: string) => {
    const resource = discovery.resource(apiVersion, kind);
    if (!resource) {
      throw new Error(`cluster '${client.name}' does not serve ${kind}`);
    }
    return resource;
  };
  const namespaces = served('v1', 'Namespace');
  const configMaps = served('v1', 'ConfigMap');

  // Changes become keys; the queue holds each key once.
  const queue = new WorkQueue<string>();
  const teams = new Informer({
    client,
    resource: namespaces,
    labelSelector: 'team',
    project: projectTeam,
    onEvent: ({ object }) => queue.add(object.metadata.name),
    onError,
  });
  // Our own objects are watched too, so that what others change is healed.
  const welcomes = new Informer({
    client,
    resource: configMaps,
    fieldSelector: 'metadata.name=welcome',
    metadataOnly: true,
    project: projectWelcome,
    onEvent: ({ object }) => queue.add(object.metadata.namespace ?? ''),
    onError,
  });

  // The whole logic: from what is seen to what should be, at any time.
  const controller = new Controller<string>({
    name: 'welcome',
    queue,
    concurrency: 4,
    timeoutMs: 30_000,
    onError,
    async reconcile(namespace, signal) {
      const seen = teams.get(undefined, namespace);
      if (seen) {
        await client.apply(
          configMaps,
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'welcome', namespace },
            data: { text: `Welcome, ${seen.team}!` },
          },
          { fieldManager: 'welcome', force: true, signal },
        );
      }
    },
  });

  teams.start();
  welcomes.start();
  // Before that, what is absent may only be unseen.
  await Promise.all([teams.waitForSync(), welcomes.waitForSync()]);
  controller.start();

  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await controller.stop(); // finishes what it has begun
  await Promise.all([teams.stop(), welcomes.stop()]);
  await client.close();
}

main(process.argv[2]);
