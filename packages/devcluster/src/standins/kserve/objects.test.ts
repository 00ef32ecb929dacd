import {
  chooseRuntime,
  deploymentOf,
  InferenceService,
  ServingRuntime,
} from './objects';

const runtime: ServingRuntime = {
  apiVersion: 'serving.kserve.io/v1alpha1',
  kind: 'ServingRuntime',
  metadata: { name: 'vllm' },
  spec: {
    supportedModelFormats: [{ name: 'vLLM', autoSelect: true }],
    containers: [
      {
        name: 'kserve-container',
        args: ['--served-model-name={{.Name}}'],
        volumeMounts: [{ name: 'shm', mountPath: '/dev/shm' }],
      },
    ],
    volumes: [{ name: 'shm', emptyDir: {} }],
    multiModel: false,
  },
};
const service: InferenceService = {
  apiVersion: 'serving.kserve.io/v1beta1',
  kind: 'InferenceService',
  metadata: { name: 'scorer', namespace: 'fraud', uid: 'u1' },
  spec: {
    predictor: {
      minReplicas: 2,
      model: {
        modelFormat: { name: 'vLLM' },
        storageUri: 'hf://example/tiny',
      },
      nodeSelector: { gpu: 'yes' },
    },
  },
};

describe('deploymentOf', () => {
  it('joins the runtime with the predictor and brings the model in', () => {
    expect(deploymentOf(service, runtime)).toMatchObject({
      metadata: { name: 'scorer-predictor' },
      spec: {
        replicas: 2,
        template: {
          spec: {
            nodeSelector: { gpu: 'yes' },
            volumes: [{ name: 'shm' }, { name: 'kserve-provision-location' }],
            initContainers: [{ args: ['hf://example/tiny', '/mnt/models'] }],
            containers: [
              {
                name: 'kserve-container',
                args: ['--served-model-name=scorer'],
                volumeMounts: [
                  { name: 'shm' },
                  { mountPath: '/mnt/models', readOnly: true },
                ],
              },
            ],
          },
        },
      },
    });
  });

  it('leaves the fields that are KServe’s own out of the pod', () => {
    expect(JSON.stringify(deploymentOf(service, runtime))).not.toMatch(
      /multiModel|minReplicas|modelFormat/,
    );
  });
});

describe('chooseRuntime', () => {
  it('takes the first that supports the format when none is named', () => {
    expect(chooseRuntime(service, [runtime])).toBe(runtime);
  });

  it('takes no other than the one that is named', () => {
    const { predictor } = service.spec;
    const named = {
      ...service,
      spec: {
        predictor: {
          ...predictor,
          model: { modelFormat: { name: 'vLLM' }, runtime: 'other' },
        },
      },
    };
    expect(chooseRuntime(named, [runtime])).toBeUndefined();
  });
});
