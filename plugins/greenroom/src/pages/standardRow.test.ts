import {
  aHardwareProfile,
  aProject,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { standardRow } from './standardRow';

it('says of a tier what it bounds, who pays and how long it is meant to live', () => {
  const tier = {
    ...aProject().resolved.tier!,
    quota: { pods: '5' },
    accelerators: [],
    costCentre: '4711',
    ttl: '90d',
  };
  expect(standardRow(tier)).toMatchObject({
    title: 'Standard',
    details: [
      'pods: 5',
      'Accelerators: none',
      'Cost centre: 4711',
      'Meant to live: 90d',
    ],
  });
});

it('says which cluster something is from, and tells it from that of another', () => {
  const [north, south] = ['north', 'south'].map(cluster =>
    standardRow(aHardwareProfile({ cluster })),
  );
  expect(north.details).toContain('On cluster north only');
  expect(north.id).not.toBe(south.id);
});
