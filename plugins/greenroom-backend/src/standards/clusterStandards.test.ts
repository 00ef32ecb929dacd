import {
  HardwareProfile,
  standards as standardsSchema,
} from '@greenroom/backstage-plugin-greenroom-common';
import { aHardwareProfile } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { offeredIn, offeredToAll, withClusters } from './clusterStandards';

const aSize = { cpu: { default: '1' }, memory: { default: '1Gi' } };
const configured = standardsSchema.parse({
  hardwareProfiles: [
    { name: 'small', ...aSize },
    { name: 'north', cluster: 'north', ...aSize },
  ],
  workbenchImages: [
    { name: 'minimal', ref: 'registry.example.org/minimal:1' },
    { name: 'pytorch', version: '2', ref: 'registry.example.org/p:2' },
  ],
});

const own = (name: string, cluster: string, namespace?: string) =>
  aHardwareProfile({ name, cluster, namespace });
const image = (cluster: string, version: string) => ({
  name: 'pytorch',
  version,
  lifecycle: 'supported' as const,
  ref: `quay.io/example/${cluster}:${version}`,
  cluster,
});

const all = withClusters(configured, {
  hardwareProfiles: [
    own('small', 'north'),
    own('north', 'south'),
    own('gpu', 'north'),
    own('gpu', 'north', 'fraud'),
    own('team', 'north', 'fraud'),
  ],
  workbenchImages: [image('north', '1'), image('north', '2')],
});
const text = ({ name, cluster = '-', namespace = '-' }: HardwareProfile) =>
  `${name} ${cluster} ${namespace}`;

describe('standards with those of clusters', () => {
  it.each([
    [
      'north',
      'fraud',
      ['small - -', 'north north -', 'gpu north fraud', 'team north fraud'],
    ],
    ['north', 'risk', ['small - -', 'north north -', 'gpu north -']],
    ['north', undefined, ['small - -', 'north north -', 'gpu north -']],
    ['south', 'fraud', ['small - -', 'north south -']],
  ])('in %s, namespace %s', (cluster, namespace, expected) => {
    expect(
      offeredIn(all, { cluster, namespace }).hardwareProfiles.map(text),
    ).toEqual(expected);
  });

  it('that are for all leave out those of one project', () => {
    expect(offeredToAll(all).hardwareProfiles.map(text)).toEqual([
      'small - -',
      'north north -',
      'north south -',
      'gpu north -',
    ]);
  });

  it('offer images by version, those that are configured first', () => {
    const refs = (cluster: string) =>
      offeredIn(all, { cluster }).workbenchImages.map(({ ref }) => ref);
    expect(refs('north')).toEqual([
      'registry.example.org/minimal:1',
      'registry.example.org/p:2',
      'quay.io/example/north:1',
    ]);
    expect(refs('south')).toEqual([
      'registry.example.org/minimal:1',
      'registry.example.org/p:2',
    ]);
  });
});
