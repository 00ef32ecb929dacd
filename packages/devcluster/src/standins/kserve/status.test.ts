import { Workload } from '../objects';
import { InferenceService, ServingRuntime } from './objects';
import { inferenceServiceStatus } from './status';

const now = '2026-01-01T00:00:00Z';
const service = (annotations = {}): InferenceService => ({
  apiVersion: 'serving.kserve.io/v1beta1',
  kind: 'InferenceService',
  metadata: { name: 'model', namespace: 'demo', generation: 3, annotations },
  spec: { predictor: { model: { modelFormat: { name: 'vLLM' } } } },
});
const runtime: ServingRuntime = {
  apiVersion: 'serving.kserve.io/v1alpha1',
  kind: 'ServingRuntime',
  metadata: { name: 'toy' },
  spec: { containers: [] },
};
const deployment = (status: Workload['status']): Workload => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'model-predictor' },
  status,
});

describe('inferenceServiceStatus', () => {
  it('reads as the real controller once it is ready', () => {
    expect(
      inferenceServiceStatus(service(), {
        runtime,
        deployment: deployment({ readyReplicas: 1 }),
        pods: [],
        now,
      }),
    ).toMatchObject({
      observedGeneration: 3,
      deploymentMode: 'Standard',
      servingRuntimeName: 'toy',
      url: 'http://model-demo.example.com',
      modelStatus: { transitionStatus: 'UpToDate' },
    });
  });

  it('passes a refusal of the pods on with its full message', () => {
    expect(
      inferenceServiceStatus(service(), {
        runtime,
        deployment: deployment({
          conditions: [
            {
              type: 'ReplicaFailure',
              status: 'True',
              reason: 'FailedCreate',
              message: 'exceeded quota: quota',
            },
          ],
        }),
        pods: [],
        now,
      }),
    ).toMatchObject({
      conditions: expect.arrayContaining([
        expect.objectContaining({
          type: 'Ready',
          status: 'False',
          reason: 'FailedCreate',
          message: 'exceeded quota: quota',
        }),
      ]),
    });
  });

  it('does not know readiness without a runtime', () => {
    const status = inferenceServiceStatus(service(), { pods: [], now });
    expect(status).toMatchObject({
      modelStatus: {
        transitionStatus: 'InvalidSpec',
        lastFailureInfo: { reason: 'NoSupportingRuntime' },
      },
    });
    expect(status).not.toHaveProperty('observedGeneration');
  });

  it('has no address while stopped', () => {
    const status = inferenceServiceStatus(
      service({ 'serving.kserve.io/stop': 'true' }),
      { runtime, pods: [], now },
    );
    expect(status).not.toHaveProperty('url');
    expect(status).toMatchObject({
      conditions: expect.arrayContaining([
        expect.objectContaining({ type: 'Stopped', status: 'True' }),
      ]),
    });
  });
});
