import { KubernetesObject } from '@greenroom/backstage-plugin-greenroom-node';
import {
  aModelServer,
  aPod,
  aRenderContext,
  aStatusContext,
  aWorkload,
  resolvedStandards,
  seen,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { inferenceServices } from './inferenceServices';
import { kserveModelServer } from './kserveModelServer';

/** As the KServe controller writes it (raw deployment, observed on Kubernetes 1.36.3). */
function anInferenceService(
  status: Record<string, unknown>,
  annotations: Record<string, string> = {},
) {
  const object: KubernetesObject = {
    apiVersion: 'serving.kserve.io/v1beta1',
    kind: 'InferenceService',
    metadata: { name: 'llm', namespace: 'fraud', generation: 1, annotations },
    status,
  };
  return inferenceServices.project(object)!;
}

const READY = {
  address: { url: 'http://llm-predictor.fraud.svc.cluster.local' },
  conditions: [
    { type: 'PredictorReady', status: 'True' },
    { type: 'Ready', status: 'True' },
  ],
  modelStatus: {
    states: { activeModelState: 'Loaded', targetModelState: 'Loaded' },
    transitionStatus: 'UpToDate',
  },
  observedGeneration: 1,
};

const deployment = aWorkload('Deployment', 'llm-predictor');
const pod = aPod('llm-predictor-6f7b9-x').of(
  'ReplicaSet',
  'llm-predictor-6f7b9',
);
const status = (...objects: Parameters<typeof seen>) =>
  kserveModelServer.status(aModelServer(), seen(...objects), aStatusContext());

describe('kserveModelServer', () => {
  it('renders the runtime and an InferenceService as the webhook leaves it', () => {
    const [runtime, service] = kserveModelServer
      .render(aModelServer(), aRenderContext())
      .map(({ object }) => object);
    expect(runtime).toMatchObject({
      kind: 'ServingRuntime',
      metadata: { name: 'llm' },
      spec: {
        supportedModelFormats: [{ name: 'vLLM' }],
        containers: [
          {
            name: 'kserve-container',
            args: [
              '--model=/mnt/models',
              '--served-model-name=llm',
              '--port=8080',
            ],
          },
        ],
      },
    });
    expect(service).toMatchObject({
      metadata: {
        annotations: {
          'serving.kserve.io/deploymentMode': 'Standard',
          'opendatahub.io/model-type': 'generative',
        },
      },
      spec: {
        predictor: {
          minReplicas: 1,
          maxReplicas: 1,
          initContainers: [{ name: 'storage-initializer' }],
          volumes: [{ name: 'model', emptyDir: {} }],
          model: {
            modelFormat: { name: 'vLLM' },
            runtime: 'llm',
            storageUri: 'hf://ibm-granite/granite-3.1-8b-instruct',
            resources: { limits: { 'nvidia.com/gpu': '1' } },
          },
        },
      },
    });
  });

  it('says which HardwareProfile of the cluster was chosen, and waits in its queue', () => {
    const { profile } = resolvedStandards();
    const resolved = resolvedStandards({
      profile: {
        ...profile!,
        queue: { name: 'team', priorityClass: 'high' },
        origin: { namespace: 'fraud', resourceVersion: '42' },
      },
    });
    const [, service] = kserveModelServer.render(
      aModelServer(),
      aRenderContext({ resolved }),
    );
    expect(service.object.metadata).toMatchObject({
      labels: {
        'kueue.x-k8s.io/queue-name': 'team',
        'kueue.x-k8s.io/priority-class': 'high',
      },
      annotations: {
        'opendatahub.io/hardware-profile-name': 'nvidia-a100',
        'opendatahub.io/hardware-profile-namespace': 'fraud',
        'opendatahub.io/hardware-profile-resource-version': '42',
      },
    });
  });

  it('leaves claims and OCI images to KServe, which mounts them', () => {
    const [runtime, service] = kserveModelServer
      .render(
        aModelServer({ spec: { model: { uri: 'pvc://models/llm' } } }),
        aRenderContext(),
      )
      .map(({ object }) => JSON.stringify(object));
    expect(service).not.toContain('initContainers');
    expect(runtime).not.toContain('"name":"model"');
  });

  it('is Ready at the address that KServe names', () => {
    expect(
      status(anInferenceService(READY), deployment, pod.ready()),
    ).toMatchObject({
      phase: 'Ready',
      endpoints: [{ url: 'http://llm-predictor.fraud.svc.cluster.local' }],
    });
  });

  it('does not believe Ready=True while the pod is crash-looping (kserve#1859)', () => {
    expect(
      status(anInferenceService(READY), deployment, pod.crashing()),
    ).toMatchObject({ phase: 'Failed', explanation: { reason: 'CrashLoop' } });
  });

  it('is Progressing while another model loads, though Ready stays True', () => {
    const loading = {
      ...READY,
      modelStatus: {
        states: { targetModelState: 'Loading' },
        transitionStatus: 'InProgress',
      },
    };
    expect(
      status(anInferenceService(loading), deployment, pod.ready()),
    ).toMatchObject({ phase: 'Progressing' });
  });

  it('explains that no runtime supports the format', () => {
    const message = 'No runtime found to support specified framework/version';
    const invalid = {
      conditions: [{ type: 'Ready', status: 'Unknown' }],
      modelStatus: {
        transitionStatus: 'InvalidSpec',
        lastFailureInfo: { reason: 'NoSupportingRuntime', message },
      },
    };
    expect(status(anInferenceService(invalid))).toMatchObject({
      phase: 'Failed',
      explanation: {
        reason: 'NoSupportingRuntime',
        chain: [{ object: 'InferenceService fraud/llm', evidence: message }],
      },
    });
  });

  it('says that an address is not opened, once KServe had its time to', () => {
    const waiting = (lastTransitionTime: string) => ({
      conditions: [
        { type: 'PredictorReady', status: 'True' },
        {
          type: 'IngressReady',
          status: 'False',
          reason: 'GatewayMissing',
          message: 'Gateway is not there',
          lastTransitionTime,
        },
        { type: 'Ready', status: 'False' },
      ],
    });
    const { now } = aStatusContext();
    const ago = (seconds: number) => new Date(now - seconds * 1000).toJSON();
    const at = (time: string) =>
      status(anInferenceService(waiting(time)), deployment, pod.ready());
    expect(at(ago(31))).toMatchObject({
      phase: 'Degraded',
      explanation: {
        reason: 'AddressNotReady',
        chain: [{ evidence: 'Gateway is not there' }],
      },
    });
    expect(at(ago(5))).toMatchObject({ phase: 'Progressing' });
    expect(at(ago(5)).explanation).toBeUndefined();
  });

  it('explains a download that failed', () => {
    const message =
      'RuntimeError: Failed to fetch model. No model found in hf://org/none.';
    const downloader = pod.crashing(
      { reason: 'Error', exitCode: 1, message },
      { name: 'storage-initializer', init: true },
    );
    expect(
      status(anInferenceService({}), deployment, downloader),
    ).toMatchObject({
      phase: 'Failed',
      explanation: {
        reason: 'ModelLoadFailed',
        summary: 'The model could not be downloaded.',
      },
    });
  });

  it('is Stopped by the annotation, which KServe answers with Ready=False', () => {
    const stopped = anInferenceService(
      { conditions: [{ type: 'Ready', status: 'False', reason: 'Stopped' }] },
      { 'serving.kserve.io/stop': 'true' },
    );
    expect(status(stopped)).toMatchObject({ phase: 'Stopped', endpoints: [] });
  });
});
