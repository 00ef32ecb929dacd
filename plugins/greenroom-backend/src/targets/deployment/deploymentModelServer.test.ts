import {
  aModelServer,
  anEvent,
  aPod,
  aRenderContext,
  aStatusContext,
  aWorkload,
  seen,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { deploymentModelServer } from './deploymentModelServer';

const server = aModelServer({ spec: { replicas: 2 } });
const deployment = aWorkload('Deployment', 'llm-predictor', { replicas: 2 });
const pod = (suffix: string) =>
  aPod(`llm-predictor-6f7b9-${suffix}`).of('ReplicaSet', 'llm-predictor-6f7b9');
const status = (...objects: Parameters<typeof seen>) =>
  deploymentModelServer.status(server, seen(...objects), aStatusContext());

describe('deploymentModelServer', () => {
  it('renders Service, Deployment and the autoscaler that keeps the number of replicas', () => {
    const [service, rendered, autoscaler] = deploymentModelServer
      .render(server, aRenderContext())
      .map(({ object }) => object);
    expect(service).toMatchObject({
      metadata: { name: 'llm-predictor' },
      spec: { ports: [{ port: 80, targetPort: 'http1' }] },
    });
    expect(rendered).toMatchObject({
      kind: 'Deployment',
      spec: {
        template: {
          spec: {
            initContainers: [
              {
                name: 'storage-initializer',
                args: [
                  'hf://ibm-granite/granite-3.1-8b-instruct',
                  '/mnt/models',
                ],
              },
            ],
            containers: [
              {
                args: [
                  '--model=/mnt/models',
                  '--served-model-name=llm',
                  '--port=8080',
                ],
                readinessProbe: { httpGet: { path: '/health', port: 8080 } },
              },
            ],
          },
        },
      },
    });
    expect(autoscaler).toMatchObject({
      spec: { minReplicas: 2, maxReplicas: 2 },
    });
  });

  it('mounts a claim read-only', () => {
    const [, rendered] = deploymentModelServer.render(
      aModelServer({ spec: { model: { uri: 'pvc://models/llm' } } }),
      aRenderContext(),
    );
    expect(rendered.object).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                args: expect.arrayContaining(['--model=/mnt/models/llm']),
                volumeMounts: expect.arrayContaining([
                  { name: 'model', mountPath: '/mnt/models', readOnly: true },
                ]),
              },
            ],
          },
        },
      },
    });
  });

  it('is Ready when every replica is', () => {
    expect(
      status(deployment, pod('a').ready(), pod('b').ready()),
    ).toMatchObject({
      phase: 'Ready',
      endpoints: [
        {
          kind: 'openai',
          url: 'http://llm-predictor.fraud.svc',
          reachableFrom: 'cluster',
        },
      ],
    });
  });

  it('is Degraded when one of them crashes', () => {
    expect(
      status(deployment, pod('a').ready(), pod('b').crashing()),
    ).toMatchObject({
      phase: 'Degraded',
      explanation: { reason: 'CrashLoop' },
    });
  });

  it('is not Ready while the last change rolls out', () => {
    const rolling = { ...deployment, updatedReplicas: 1 };
    expect(status(rolling, pod('a').ready(), pod('b').ready())).toMatchObject({
      phase: 'Progressing',
    });
  });

  it('does not count pods that only bear its label', () => {
    expect(
      status(
        deployment,
        pod('a').orphaned().ready(),
        pod('b').orphaned().ready(),
      ),
    ).toMatchObject({ phase: 'Progressing' });
  });

  it('does not take the refusal of another server whose name begins alike for its own', () => {
    const refused = (replicaSet: string) =>
      status(
        deployment,
        anEvent(
          `ReplicaSet/${replicaSet}`,
          'FailedCreate',
          'pods "x" is forbidden: exceeded quota: greenroom-quota, requested: requests.nvidia.com/gpu=1, used: requests.nvidia.com/gpu=8, limited: requests.nvidia.com/gpu=8',
        ),
      ).explanation?.reason;
    expect(refused('llm-predictor-6f7b9')).toBe('QuotaExceeded');
    expect(refused('llm-predictor-b-predictor-6f7b9')).toBeUndefined();
  });
});
