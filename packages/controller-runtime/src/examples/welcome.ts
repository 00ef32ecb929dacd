import {
  ApiResource,
  Controller,
  Discovery,
  Informer,
  KubeClient,
  KubernetesObject,
  WorkQueue,
} from '../index';

/** What we keep of a Namespace: enough to decide, and no more. */
interface Team {
  metadata: { name: string; uid: string; resourceVersion: string };
  team: string;
}

function projectTeam({ metadata }: KubernetesObject): Team | undefined {
  const { name, uid = '', resourceVersion = '', labels } = metadata;
  const team = labels?.team;
  return team ? { metadata: { name, uid, resourceVersion }, team } : undefined;
}

/** Keeps a ConfigMap `welcome` in every Namespace that bears the label `team`. Resolves when it is up; the signal ends it. */
export async function runWelcome(
  client: KubeClient,
  signal: AbortSignal,
  onError: (error: Error) => void = () => {},
): Promise<Controller<string>> {
  // What does this cluster serve?
  const discovery = new Discovery(client);
  await discovery.refresh(signal);
  const resource = (apiVersion: string, kind: string): ApiResource => {
    const found = discovery.resource(apiVersion, kind);
    if (!found) {
      throw new Error(`cluster '${client.name}' does not serve ${kind}`);
    }
    return found;
  };
  const namespaces = resource('v1', 'Namespace');
  const configMaps = resource('v1', 'ConfigMap');

  // Changes become keys; the queue holds each key once.
  const queue = new WorkQueue<string>();
  const teams = new Informer<Team>({
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
    project: ({
      metadata: { name, namespace, uid = '', resourceVersion = '' },
    }) => ({
      metadata: { name, namespace, uid, resourceVersion },
    }),
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
    async reconcile(name, abort) {
      const seen = teams.get(undefined, name);
      if (seen) {
        await client.apply(
          configMaps,
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'welcome', namespace: name },
            data: { text: `Welcome, ${seen.team}!` },
          },
          { fieldManager: 'welcome', signal: abort },
        );
      }
    },
  });

  teams.start(signal);
  welcomes.start(signal);
  // A controller that starts before it sees would act on a half-empty world.
  await Promise.all([teams.waitForSync(signal), welcomes.waitForSync(signal)]);
  controller.start();
  return controller;
}
