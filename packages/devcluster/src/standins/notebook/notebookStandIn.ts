import {
  Discovery,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { Pod, Workload } from '../objects';
import { Desk, keyOf, labelled, owned, StandIn } from '../StandIn';
import {
  isBeyondController,
  Notebook,
  serviceOf,
  statefulSetName,
  statefulSetOf,
} from './objects';
import { notebookStatus } from './status';

const RESTART = 'notebooks.opendatahub.io/notebook-restart';

interface Event extends KubernetesObject {
  reason?: string;
  message?: string;
  type?: string;
  count?: number;
  lastTimestamp?: string;
  involvedObject?: { kind?: string; name?: string };
}

/** Stands in for the Kubeflow Notebook controller: what it does that Greenroom relies on, and no more. */
export function notebookStandIn(options: {
  client: KubeClient;
  discovery: Discovery;
  onError(error: Error): void;
}): StandIn {
  return new StandIn({
    ...options,
    name: 'greenroom-notebook-stand-in',
    watched: [
      {
        apiVersion: 'kubeflow.org/v1',
        kind: 'Notebook',
        primaries: object => [keyOf(object)],
      },
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        primaries: owned('Notebook'),
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        primaries: owned('Notebook'),
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        labelSelector: 'notebook-name',
        primaries: labelled('notebook-name'),
      },
      {
        apiVersion: 'v1',
        kind: 'Event',
        fieldSelector: 'involvedObject.kind=StatefulSet,reason=FailedCreate',
        primaries: event => {
          const name = (event as Event).involvedObject?.name;
          return name ? [`${event.metadata.namespace}/${name}`] : [];
        },
      },
    ],
    writes: [{ apiVersion: 'v1', kind: 'Event' }],
    reconcile: (primary, desk, signal) =>
      reconcile(primary as Notebook, desk, signal),
  });
}

async function reconcile(
  notebook: Notebook,
  desk: Desk,
  signal: AbortSignal,
): Promise<void> {
  if (isBeyondController(notebook)) return;
  const { namespace = '', name } = notebook.metadata;
  const workload = desk.get<Workload>(
    'StatefulSet',
    namespace,
    statefulSetName(notebook),
  );
  await desk.apply(statefulSetOf(notebook, workload), signal);
  await desk.apply(serviceOf(notebook), signal);

  // That of a StatefulSet with a generated name is not found, here as there.
  const pod = desk.get<Pod>('Pod', namespace, `${name}-0`);
  await desk.writeStatus(
    notebook,
    notebookStatus(notebook, workload, pod, new Date()),
    signal,
  );
  if (pod && notebook.metadata.annotations?.[RESTART] === 'true') {
    await desk.remove('Pod', namespace, `${name}-0`, signal);
    await desk.annotate(notebook, { [RESTART]: null }, signal);
  }
  await reissueRefusals(notebook, desk, signal);
}

/** A refusal of the pod is visible only as an event on the StatefulSet; it is issued again on the Notebook. */
async function reissueRefusals(
  notebook: Notebook,
  desk: Desk,
  signal: AbortSignal,
): Promise<void> {
  const { namespace = '', name, uid } = notebook.metadata;
  const events = desk.all<Event>('Event', namespace);
  for (const event of events.filter(
    ({ involvedObject }) => involvedObject?.name === name,
  )) {
    await desk.apply(
      {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: `${name}.${event.metadata.uid}`, namespace },
        involvedObject: {
          apiVersion: notebook.apiVersion,
          kind: 'Notebook',
          name,
          namespace,
          uid,
        },
        reason: event.reason,
        message: `Reissued from statefulset/${name}: ${event.message}`,
        type: event.type,
        count: event.count,
        firstTimestamp: event.metadata.creationTimestamp,
        lastTimestamp: event.lastTimestamp,
        source: { component: 'notebook-controller' },
      },
      signal,
    );
  }
}
