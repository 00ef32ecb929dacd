import {
  Declaration,
  Endpoint,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  deployments,
  Interest,
  KUEUE_API,
  Observations,
  pods,
  SeenPod,
  StatusContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  Asked,
  controlledPods,
  eventsAbout,
  ExpectedOwner,
  isNamed,
  isSettled,
  queuedFor,
  refusals,
  unanswered,
} from '../status/association';
import { ModelReport } from '../status/Evidence';
import { requestedAt, workloadStatus } from '../status/workloadStatus';
import { eventInterests } from './interests';

/** Deployment and Service of a model server: KServe's names, so that both targets look the same. */
export function predictorName(server: string): string {
  return `${server}-predictor`;
}

/** The Deployment, and what is said about it, its ReplicaSets and its pods. */
export function predictorInterests(
  { name }: Declaration<'ModelServer'>,
  namespace: string,
): Interest[] {
  const predictor = predictorName(name);
  const prefixed = ['ReplicaSet', 'Pod'].map(
    (kind): Interest => ({
      apiVersion: 'v1',
      kind: 'Event',
      namespace,
      by: { involvedPrefix: `${kind}/${predictor}-` },
    }),
  );
  const queued: Interest = {
    apiVersion: KUEUE_API,
    kind: 'Workload',
    namespace,
    by: { involvedPrefix: `Pod/${predictor}-` },
  };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace,
      by: { name: predictor },
    },
    ...eventInterests(namespace, [`Deployment/${predictor}`]),
    ...prefixed,
    queued,
  ];
}

/** The pods of a model server: those of the Deployment's ReplicaSets. */
export function modelServerPods(
  { name }: Declaration<'ModelServer'>,
  seen: Observations,
): SeenPod[] {
  return controlledPods(seen, {
    kind: 'ReplicaSet',
    name: predictorName(name),
  });
}

/** How a target's own object stands for the model server. */
export interface ModelServerRoot extends Asked {
  known: boolean;
  /** Where it answers while it runs. */
  endpoints: Endpoint[];
  /** What the target's controller says is wrong with the model. */
  model?: ModelReport;
  /** The target's controller has acted on the newest spec; true where there is none. */
  settled?: boolean;
}

/** Status of a model server: both targets end in a Deployment. */
export function modelServerStatus(
  server: Declaration<'ModelServer'>,
  seen: Observations,
  context: StatusContext,
  root: ModelServerRoot,
): Status {
  const { name, spec } = server;
  const owner: ExpectedOwner = {
    kind: 'ReplicaSet',
    name: predictorName(name),
  };
  const deployment = seen.one(deployments, owner.name);
  const own = modelServerPods(server, seen);
  const wanted = spec.replicas ?? 1;
  const about = eventsAbout(
    seen,
    requestedAt(server),
    ({ kind, name: involved }) =>
      (kind === 'Deployment' && involved === owner.name) ||
      (kind === 'ReplicaSet' && isNamed(owner, involved)) ||
      (kind === 'Pod' && own.some(pod => pod.metadata.name === involved)),
  );
  const running = root.exists && !root.stopped;
  const known = root.known && seen.known(pods);
  return workloadStatus(server, {
    evidence: {
      asset: server,
      root: root.object,
      hardware: spec.hardware,
      context,
      pods: own,
      claims: [],
      events: about,
      refusals: refusals(about, deployment, own),
      queued: queuedFor(seen, owner, own),
      model: root.model,
      unanswered:
        known && seen.known(deployments)
          ? unanswered(root, deployment, requestedAt(server))
          : undefined,
    },
    known,
    exists: root.exists,
    stopped: root.stopped,
    wanted,
    settled: (root.settled ?? true) && isSettled(deployment, wanted),
    endpoints: running ? root.endpoints : [],
  });
}

/** Address of the Service; without the cluster's domain, which differs. */
export function serviceEndpoint(
  { name }: Declaration<'ModelServer'>,
  { namespace, resolved }: StatusContext,
): Endpoint {
  return {
    kind: resolved.runtime?.protocol ?? 'openai',
    url: `http://${predictorName(name)}.${namespace}.svc`,
    reachableFrom: 'cluster',
  };
}
