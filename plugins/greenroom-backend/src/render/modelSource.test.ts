import { aServingRuntime } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { modelSource } from './modelSource';

const source = (uri: string) =>
  modelSource(uri, aServingRuntime({ downloader: 'example.org/fetch:1' }));

describe('modelSource', () => {
  it.each([
    ['hf://org/model', '/mnt/models'],
    ['s3://bucket/llm', '/mnt/models'],
    ['pvc://models/llm/v1', '/mnt/models/llm/v1'],
    ['pvc://models', '/mnt/models'],
    ['oci://registry.example.org/llm', 'oci://registry.example.org/llm'],
  ])('tells the runtime where %s is', (uri, path) => {
    expect(source(uri).path).toBe(path);
  });

  it('downloads files before the server starts, as Pod Security restricted wants it', () => {
    expect(source('hf://org/model')).toMatchObject({
      initContainers: [
        {
          name: 'storage-initializer',
          image: 'example.org/fetch:1',
          args: ['hf://org/model', '/mnt/models'],
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
          },
          volumeMounts: [{ name: 'model', mountPath: '/mnt/models' }],
        },
      ],
      volumes: [{ name: 'model', emptyDir: {} }],
      mounts: [{ name: 'model', mountPath: '/mnt/models', readOnly: true }],
    });
  });

  it('mounts a claim read-only and downloads nothing', () => {
    expect(source('pvc://models/llm')).toMatchObject({
      initContainers: [],
      volumes: [
        { persistentVolumeClaim: { claimName: 'models', readOnly: true } },
      ],
      mounts: [{ readOnly: true }],
    });
  });
});
