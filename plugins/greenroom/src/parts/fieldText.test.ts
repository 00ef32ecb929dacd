import { fieldText } from './fieldText';

const container = 'spec.template.spec.containers[explore]';

describe('fieldText', () => {
  it.each([
    [`${container}.image`, 'Image of explore'],
    ['spec.template.spec.initContainers[get].image', 'Image of get'],
    [`${container}.env[LEVEL].value`, 'Variable LEVEL'],
    ['spec.predictor.model.env[LEVEL]', 'Variable LEVEL'],
    ['spec.predictor.model.env', 'Variables'],
    [`${container}.resources.limits['nvidia.com/gpu']`, 'nvidia.com/gpu limit'],
    [`${container}.resources.requests.cpu`, 'cpu request'],
    [`${container}.resources.limits['requests.a/b']`, 'requests.a/b limit'],
    ['spec.template.spec.volumes[data]', 'Volume data'],
    [`${container}.volumeMounts[data]`, 'Mount of data'],
    ['spec.predictor.model.storageUri', 'Files of the model'],
  ])('calls %s by its name', (path, text) => {
    expect(fieldText(path)).toBe(text);
  });

  it.each([
    [`${container}.readinessProbe`, 'containers[explore].readinessProbe'],
    ["metadata.labels['a/b']", "metadata.labels['a/b']"],
    ['spec.template.metadata.labels.a', 'metadata.labels.a'],
    ['spec.selector', 'spec.selector'],
    [
      'spec.template.spec.volumes[data].emptyDir.sizeLimit',
      'volumes[data].emptyDir.sizeLimit',
    ],
  ])('leaves %s as the API calls it', (path, text) => {
    expect(fieldText(path)).toBe(text);
  });
});
