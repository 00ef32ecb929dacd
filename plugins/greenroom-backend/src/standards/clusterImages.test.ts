import {
  imageStreams,
  KubernetesObject,
} from '@greenroom/backstage-plugin-greenroom-node';
import { imagesOf } from './clusterImages';

const DIGEST = `quay.io/example/pytorch@sha256:${'a'.repeat(64)}`;

/** As Open Data Hub's manifests have them. */
const aStream = (labels: Record<string, string> = {}): KubernetesObject => ({
  apiVersion: 'image.openshift.io/v1',
  kind: 'ImageStream',
  metadata: {
    name: 'pytorch',
    namespace: 'opendatahub',
    labels: { 'opendatahub.io/notebook-image': 'true', ...labels },
    annotations: {
      'opendatahub.io/notebook-image-name': 'Jupyter | PyTorch',
      'opendatahub.io/notebook-image-desc': 'Jupyter with PyTorch',
    },
  },
  spec: {
    tags: [
      {
        name: '2025.2',
        annotations: {
          'opendatahub.io/notebook-software':
            '[{"name":"CUDA","version":"12.8"},{"name":"Python"}]',
          'opendatahub.io/workbench-image-recommended': 'true',
          'opendatahub.io/notebook-build-commit': '8e73cac',
        },
        from: { kind: 'DockerImage', name: 'quay.io/example/pytorch:2025.2' },
      },
      {
        name: '2025.1',
        annotations: {
          'opendatahub.io/notebook-software': 'CUDA 12',
          'opendatahub.io/image-tag-outdated': 'true',
        },
        from: { kind: 'DockerImage', name: 'quay.io/example/pytorch:2025.1' },
      },
      { name: 'dangling', from: { kind: 'ImageStreamTag', name: '2025.1' } },
      {
        name: 'x'.repeat(64),
        from: { kind: 'DockerImage', name: 'quay.io/example/pytorch:x' },
      },
    ],
  },
  status: {
    tags: [
      { tag: '2025.2', items: [{ dockerImageReference: DIGEST }] },
      { tag: '2025.1', items: null },
    ],
  },
});
const seen = imageStreams.project(aStream())!;
const images = imagesOf(seen, { name: 'prod', namespaces: ['opendatahub'] });

describe('images of ImageStreams', () => {
  it('are offered in each version, by digest where the cluster knows it', () => {
    expect(images).toEqual([
      {
        name: 'pytorch',
        version: '2025.2',
        title: 'Jupyter | PyTorch',
        description: 'Jupyter with PyTorch',
        lifecycle: 'recommended',
        ref: DIGEST,
        software: ['CUDA 12.8', 'Python'],
        cluster: 'prod',
        origin: { namespace: 'opendatahub', commit: '8e73cac' },
      },
      expect.objectContaining({
        version: '2025.1',
        lifecycle: 'deprecated',
        ref: 'quay.io/example/pytorch:2025.1',
        software: [],
      }),
    ]);
  });

  it('are none of other ImageStreams', () => {
    expect(
      imageStreams.project(aStream({ 'opendatahub.io/notebook-image': 'no' })),
    ).toBeUndefined();
  });

  it('are of their own namespace alone, where that is not the dashboard’s', () => {
    expect(imagesOf(seen, { name: 'prod', namespaces: ['odh'] })).toMatchObject(
      [
        { namespace: 'opendatahub', origin: { namespace: 'opendatahub' } },
        { namespace: 'opendatahub', origin: { namespace: 'opendatahub' } },
      ],
    );
  });
});
