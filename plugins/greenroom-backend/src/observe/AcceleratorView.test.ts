import {
  aHardwareProfile,
  aNode,
  aPod,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { Seen } from '@greenroom/backstage-plugin-greenroom-node';
import { InformerHealth } from '@greenroom/controller-runtime';
import { AcceleratorView } from './AcceleratorView';
import { ObservedCollection } from './ObservedCollection';
import { Observer } from './Observer';

const profile = aHardwareProfile();
const busy = aPod().on('gpu-1').holding({ 'nvidia.com/gpu': 6 }).build();

/** A view of one node with eight devices, six of them held. */
function aView(state: InformerHealth['state'], synced = true) {
  const objects: Record<string, Seen[]> = { Node: [aNode()], Pod: [busy] };
  const observer: Pick<Observer, 'collection'> = {
    collection: ({ kind }) => {
      const collection: Partial<ObservedCollection> = {
        synced,
        health: { state, since: new Date(0) },
        list: () => objects[kind],
      };
      return collection as ObservedCollection;
    },
  };
  return new AcceleratorView('dev', observer, () => [profile]);
}

describe('AcceleratorView', () => {
  it.each([
    [2, 'fits'],
    [3, 'waits'],
    [9, 'never'],
  ])('says of %d devices, 2 of 8 free: %s', (count, expected) => {
    expect(aView('live').fit(profile, count).fit).toBe(expected);
  });

  it.each([
    ['stale', true],
    ['denied', false],
    ['starting', false],
  ] as const)('cannot tell while the watches are %s', (state, synced) => {
    const { fit, summary } = aView(state, synced).fit(profile, 1);
    expect(fit).toBe('cannot-tell');
    expect(summary).toContain('The capacity of cluster dev is not known');
  });
});
