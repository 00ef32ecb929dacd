import {
  Asset,
  assetEntityRef,
  AssetRef,
  AssetSummary,
  Explanation,
  Kind,
  ObservedAsset,
  PendingUpdate,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import { aHardwareProfile, aRuntime } from './standards';

/** 12:00 on a summer day; tests that look at times set their clock by it. */
export const NOON = '2026-07-01T12:00:00.000Z';

/** An address that must never become a link. */
export const SCRIPT_ADDRESS = ['javascript', 'alert(1)'].join(':');

/** A status that is well, unless told otherwise. */
export function aStatus(status: Partial<Status> = {}): Status {
  return {
    phase: 'Ready',
    revision: 1,
    observedRevision: 1,
    observedAt: NOON,
    stale: false,
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'Running',
        message: '',
        since: NOON,
      },
    ],
    steps: [],
    endpoints: [],
    ...status,
  };
}

/** All accelerators are taken; the smaller profile is one click away. */
export function anExplanation(
  explanation: Partial<Explanation> = {},
): Explanation {
  return {
    reason: 'AcceleratorsInUse',
    summary: 'All 8 NVIDIA A100 are in use.',
    chain: [
      { object: 'Notebook fraud/explore' },
      {
        object: 'Pod fraud/explore-0',
        evidence:
          'FailedScheduling: 0/5 nodes are available: 5 Insufficient nvidia.com/gpu.',
      },
    ],
    fixes: [
      {
        text: 'Use NVIDIA MIG 1g (5 free)',
        change: { hardware: { profile: 'nvidia-mig-1g', count: 1 } },
      },
    ],
    ...explanation,
  };
}

/** Another image, which waits because it restarts the workbench. */
export function aPendingUpdate(
  update: Partial<PendingUpdate> = {},
): PendingUpdate {
  return {
    cause: 'declaration',
    impact: 'restart',
    since: NOON,
    changes: [
      {
        object: 'StatefulSet explore',
        path: 'spec.template.spec.containers[explore].image',
        before: 'example.org/a:1',
        after: 'example.org/a:2',
      },
    ],
    ...update,
  };
}

const common = {
  project: 'fraud',
  owner: 'group:default/fraud',
  cluster: 'dev',
  namespace: 'fraud',
  source: { type: 'api' as const },
  revision: 1,
  can: ['update', 'delete', 'operate'] as Asset['can'],
  createdAt: NOON,
  updatedAt: NOON,
};

function refOf<K extends Kind>(
  kind: K,
  usualName: string,
  { project = 'fraud', name = usualName }: Partial<Asset<K>>,
): AssetRef<K> {
  return { kind, project, name };
}

/** Workbench `fraud/explore`, which runs. */
export function aWorkbench(
  asset: Partial<Asset<'Workbench'>> = {},
): Asset<'Workbench'> {
  const ref = refOf('Workbench', 'explore', asset);
  return {
    ...common,
    ...ref,
    id: '7f0c1a52-3c1e-4a8e-9d0b-000000000001',
    title: 'Explore',
    target: 'kubeflow-notebook',
    spec: {
      title: 'Explore',
      image: { name: 'pytorch', version: '2026.2' },
      hardware: { profile: 'nvidia-a100', count: 1 },
      storage: [{ name: 'work', size: '20Gi', mountPath: '/opt/app-root/src' }],
    },
    resolved: {
      profile: aHardwareProfile(),
      image: {
        ref: 'registry.example.org/pytorch@sha256:0',
        name: 'pytorch',
        version: '2026.2',
        title: 'PyTorch',
      },
    },
    status: aStatus({
      endpoints: [
        {
          kind: 'workbench',
          url: 'https://explore.example.org/',
          reachableFrom: 'browser',
        },
      ],
    }),
    entityRef: assetEntityRef(ref),
    ...asset,
  };
}

/** Model server `fraud/scorer`, which runs. */
export function aModelServer(
  asset: Partial<Asset<'ModelServer'>> = {},
): Asset<'ModelServer'> {
  const ref = refOf('ModelServer', 'scorer', asset);
  return {
    ...common,
    ...ref,
    id: '7f0c1a52-3c1e-4a8e-9d0b-000000000002',
    title: 'Scorer',
    target: 'kserve',
    spec: {
      title: 'Scorer',
      model: { name: 'scorer-7b', uri: 'hf://example/scorer-7b' },
      runtime: { name: 'vllm' },
      hardware: { profile: 'nvidia-a100', count: 1 },
      replicas: 2,
    },
    resolved: { profile: aHardwareProfile(), runtime: aRuntime() },
    status: aStatus({
      endpoints: [
        {
          kind: 'openai',
          url: 'http://scorer.fraud.svc.cluster.local/v1',
          reachableFrom: 'cluster',
        },
      ],
    }),
    entityRef: assetEntityRef(ref),
    ...asset,
  };
}

/** Project `fraud`. */
export function aProject(
  asset: Partial<Asset<'Project'>> = {},
): Asset<'Project'> {
  const ref = refOf('Project', 'fraud', asset);
  return {
    ...common,
    ...ref,
    id: '7f0c1a52-3c1e-4a8e-9d0b-000000000003',
    title: 'Fraud',
    target: 'namespace',
    spec: { title: 'Fraud', owner: 'group:default/fraud', tier: 'standard' },
    resolved: {
      tier: {
        name: 'standard',
        title: 'Standard',
        version: '1',
        lifecycle: 'supported',
        quota: {},
      },
    },
    status: aStatus(),
    entityRef: assetEntityRef(ref),
    ...asset,
  };
}

/** Connection `fraud/models-s3`, whose values are there. */
export function aConnection(
  asset: Partial<Asset<'Connection'>> = {},
): Asset<'Connection'> {
  const ref = refOf('Connection', 'models-s3', asset);
  return {
    ...common,
    ...ref,
    id: '7f0c1a52-3c1e-4a8e-9d0b-000000000004',
    title: 'Models',
    target: 'secret',
    spec: {
      title: 'Models',
      type: 's3',
      endpoint: 'https://s3.example.org',
      bucket: 'models',
      values: {},
    },
    resolved: {},
    status: aStatus(),
    entityRef: assetEntityRef(ref),
    usedBy: [],
    ...asset,
  };
}

/** The row that a list shows of an asset. */
export function summaryOf(asset: Asset): AssetSummary {
  const { id, kind, project, name, title, owner, cluster } = asset;
  const { status, entityRef, updatedAt } = asset;
  return {
    id,
    kind,
    project,
    name,
    title,
    owner,
    cluster,
    entityRef,
    updatedAt,
    phase: status.phase,
    stale: status.stale,
    summary: status.explanation?.summary,
    unclaimedSince: asset.unclaimedSince,
  };
}

/** A Notebook of others in project `fraud`, that runs and may be adopted. */
export function anObservedAsset(
  overrides: Partial<ObservedAsset> = {},
): ObservedAsset {
  return {
    id: '99999999-9999-4999-8999-999999999999',
    kind: 'Workbench',
    cluster: 'dev',
    namespace: 'fraud',
    name: 'theirs',
    title: 'Their notebook',
    project: 'fraud',
    object: 'Notebook fraud/theirs',
    manager: {
      name: 'Open Data Hub',
      evidence: 'label opendatahub.io/dashboard',
      enforces: false,
    },
    creator: 'ada',
    createdAt: NOON,
    status: aStatus(),
    adoption: { possible: true },
    ...overrides,
  };
}
