import { KubernetesObject } from '@greenroom/controller-runtime';
import { Condition, Pod } from '../standins/objects';
import { Bench, failing } from './Bench';
import { Scenario } from './Scenario';

const API = 'serving.kserve.io/v1beta1';
const STOP = 'serving.kserve.io/stop';

interface InferenceService extends KubernetesObject {
  status?: {
    conditions?: Condition[];
    url?: string;
    deploymentMode?: string;
    modelStatus?: {
      transitionStatus?: string;
      states?: { activeModelState?: string };
      lastFailureInfo?: { reason?: string };
    };
  };
}

const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};

const runtime: KubernetesObject = {
  apiVersion: 'serving.kserve.io/v1alpha1',
  kind: 'ServingRuntime',
  metadata: { name: 'toy' },
  spec: {
    supportedModelFormats: [{ name: 'toy', version: '1' }],
    containers: [
      {
        name: 'kserve-container',
        image: 'quay.io/example/server:1',
        args: ['--model=/mnt/models'],
        securityContext: restricted,
        resources: {
          requests: { cpu: '100m', memory: '128Mi' },
          limits: { cpu: '1', memory: '1Gi' },
        },
      },
    ],
  },
};

const service = (
  name: string,
  options: {
    runtime?: string;
    format?: string;
    labels?: Record<string, string>;
    storageUri?: string;
    pod?: object;
  } = {},
): KubernetesObject => ({
  apiVersion: API,
  kind: 'InferenceService',
  metadata: {
    name,
    labels: options.labels,
    annotations: { 'serving.kserve.io/deploymentMode': 'Standard' },
  },
  spec: {
    predictor: {
      minReplicas: 1,
      maxReplicas: 1,
      ...options.pod,
      model: {
        modelFormat: { name: options.format ?? 'toy' },
        runtime: options.runtime,
        storageUri: options.storageUri,
      },
    },
  },
});

const read = (bench: Bench, name: string) =>
  bench.get<InferenceService>(API, 'InferenceService', name);
const condition = (seen: InferenceService | undefined, type: string) =>
  seen?.status?.conditions?.find(candidate => candidate.type === type);
const isReady = (seen: InferenceService | undefined) =>
  condition(seen, 'Ready')?.status === 'True';

/** What Greenroom relies on of KServe's raw deployments. */
export const kserveScenarios: Scenario[] = [
  {
    name: 'serves: Deployment, labelled pods, model loaded, address',
    async run(bench) {
      await bench.create(runtime);
      await bench.create(service('serve', { runtime: 'toy' }));
      const seen = await bench.eventually(() => read(bench, 'serve'), isReady);
      expect(seen?.status).toMatchObject({
        deploymentMode: 'Standard',
        url: expect.stringMatching(/^http:\/\/serve/),
        modelStatus: {
          transitionStatus: 'UpToDate',
          states: { activeModelState: 'Loaded' },
        },
      });
      const pods = await bench.list<Pod>(
        'v1',
        'Pod',
        'serving.kserve.io/inferenceservice=serve',
      );
      expect(pods).toHaveLength(1);
      expect(pods[0].metadata.labels).toMatchObject({
        app: 'isvc.serve-predictor',
        component: 'predictor',
      });
    },
  },
  {
    name: 'stops on the annotation: no Deployment, no address; and starts again',
    async run(bench) {
      await bench.create(runtime);
      await bench.create(service('cycle', { runtime: 'toy' }));
      await bench.eventually(() => read(bench, 'cycle'), isReady);
      await bench.annotate(API, 'InferenceService', 'cycle', {
        [STOP]: 'true',
      });
      const stopped = await bench.eventually(
        () => read(bench, 'cycle'),
        seen => condition(seen, 'Stopped')?.status === 'True',
      );
      expect(stopped?.status?.url).toBeUndefined();
      await bench.eventually(
        () => bench.get('apps/v1', 'Deployment', 'cycle-predictor'),
        seen => seen === undefined,
      );
      await bench.annotate(API, 'InferenceService', 'cycle', {
        [STOP]: 'false',
      });
      await bench.eventually(() => read(bench, 'cycle'), isReady);
    },
  },
  {
    name: 'says that no runtime supports the model, and leaves readiness unknown',
    async run(bench) {
      await bench.create(service('lost', { format: 'unheard-of' }));
      const seen = await bench.eventually(
        () => read(bench, 'lost'),
        candidate =>
          candidate?.status?.modelStatus?.transitionStatus === 'InvalidSpec',
      );
      expect(seen?.status?.modelStatus?.lastFailureInfo?.reason).toBe(
        'NoSupportingRuntime',
      );
      expect(condition(seen, 'Ready')?.status).not.toBe('True');
    },
  },
  {
    name: 'does not tell an image failure: it stays in progress, the pod knows',
    async run(bench) {
      await bench.create(runtime);
      await bench.create(
        service('image', {
          runtime: 'toy',
          labels: failing('image-pull-failure'),
        }),
      );
      await bench.eventually(
        () =>
          bench.list<Pod>(
            'v1',
            'Pod',
            'serving.kserve.io/inferenceservice=image',
          ),
        pods =>
          pods.some(({ status }) =>
            status?.containerStatuses?.some(({ state }) =>
              /ImagePull/.test(state?.waiting?.reason ?? ''),
            ),
          ),
      );
      const seen = await read(bench, 'image');
      expect(condition(seen, 'Ready')?.status).toBe('False');
      expect(seen?.status?.modelStatus?.transitionStatus).toBe('InProgress');
    },
  },
  {
    name: 'passes a quota refusal on with the message of the apiserver',
    async run(bench) {
      await bench.create({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'none' },
        spec: { hard: { pods: '0' } },
      });
      await bench.create(runtime);
      await bench.create(service('refused', { runtime: 'toy' }));
      const seen = await bench.eventually(
        () => read(bench, 'refused'),
        candidate =>
          /exceeded quota/.test(condition(candidate, 'Ready')?.message ?? ''),
      );
      expect(condition(seen, 'Ready')).toMatchObject({
        status: 'False',
        reason: 'FailedCreate',
      });
      await bench.remove('v1', 'ResourceQuota', 'none');
    },
  },
  {
    name: 'adds a download that Pod Security restricted refuses, unless the predictor brings its own',
    async run(bench) {
      await bench.enforce('restricted');
      await bench.create(runtime);
      const pod = {
        securityContext: {
          runAsNonRoot: true,
          seccompProfile: { type: 'RuntimeDefault' },
        },
      };
      const wanted = { runtime: 'toy', storageUri: 'hf://example/tiny' };
      await bench.create(service('theirs', { ...wanted, pod }));
      const refused = await bench.eventually(
        () => read(bench, 'theirs'),
        seen =>
          /storage-initializer/.test(condition(seen, 'Ready')?.message ?? ''),
      );
      expect(condition(refused, 'Ready')).toMatchObject({
        status: 'False',
        reason: 'FailedCreate',
        message: expect.stringContaining('violates PodSecurity'),
      });

      const own = {
        name: 'storage-initializer',
        image: 'quay.io/example/download:1',
        securityContext: restricted,
      };
      await bench.create(
        service('ours', { ...wanted, pod: { ...pod, initContainers: [own] } }),
      );
      await bench.eventually(() => read(bench, 'ours'), isReady);
      const [served] = await bench.list<KubernetesObject>(
        'v1',
        'Pod',
        'serving.kserve.io/inferenceservice=ours',
      );
      expect(served).toMatchObject({ spec: { initContainers: [own] } });
    },
  },
];
