import {
  hardwareProfiles,
  imageStreams,
  KubernetesObject,
  Seen,
} from '@greenroom/backstage-plugin-greenroom-node';
import { ObservedCollection } from './ObservedCollection';
import { OwnStandards } from './OwnStandards';

const aProfile = (namespace: string, cpu: string): KubernetesObject => ({
  apiVersion: 'infrastructure.opendatahub.io/v1',
  kind: 'HardwareProfile',
  metadata: { name: 'small', namespace, resourceVersion: '1' },
  spec: {
    identifiers: [
      { identifier: 'cpu', defaultCount: cpu, minCount: 1 },
      { identifier: 'memory', defaultCount: '2Gi', minCount: '1Gi' },
    ],
  },
});

/** What a cluster offers of which these are seen; those of kinds without any are not served. */
function offering(...objects: KubernetesObject[]) {
  const seen = objects.map(
    object =>
      (object.kind === 'HardwareProfile'
        ? hardwareProfiles
        : imageStreams
      ).project(object) as Seen,
  );
  return new OwnStandards(
    { name: 'prod', namespaces: ['odh', 'rhoai'] },
    {
      collection: ({ kind }) => {
        const own = seen.filter(each => each.kind === kind);
        const collection: Partial<ObservedCollection> = { list: () => own };
        return own.length ? (collection as ObservedCollection) : undefined;
      },
    },
  );
}

describe('OwnStandards', () => {
  it('are none of a cluster that serves no such kind', () => {
    expect(offering().all()).toEqual({
      hardwareProfiles: [],
      workbenchImages: [],
    });
  });

  it('are of the first of its dashboards that has the name, and of each other namespace', () => {
    const profiles = offering(
      aProfile('rhoai', '4'),
      aProfile('fraud', '3'),
      aProfile('odh', '2'),
    ).profiles();
    expect(
      profiles.map(({ cpu, namespace }) => [cpu.default, namespace]),
    ).toEqual(
      expect.arrayContaining([
        ['2', undefined],
        ['3', 'fraud'],
      ]),
    );
    expect(profiles).toHaveLength(2);
  });

  it('are worked out once for each object', () => {
    const own = offering(aProfile('odh', '2'));
    expect(own.profiles()[0]).toBe(own.profiles()[0]);
  });
});
