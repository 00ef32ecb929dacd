import {
  aHardwareProfile,
  aNode,
  aPod,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { fit } from './fit';

describe('fit', () => {
  const profile = aHardwareProfile();
  const busy = aPod().on('gpu-1').holding({ 'nvidia.com/gpu': 6 }).build();

  it.each([
    [2, 'fits'],
    [3, 'waits'],
    [9, 'never'],
  ])('%d of 8, 2 of them free: %s', (count, expected) => {
    expect(fit({ profile, count, nodes: [aNode()], pods: [busy] }).fit).toBe(
      expected,
    );
  });

  it('cannot tell what it does not see', () => {
    expect(fit({ profile, pods: [] }).fit).toBe('cannot-tell');
    expect(fit({ profile, count: 0, nodes: [aNode()], pods: [] }).fit).toBe(
      'cannot-tell',
    );
  });

  it('looks only at nodes with the labels, whose taints are tolerated', () => {
    const reserved = aNode('gpu-1', {
      taints: [{ key: 'team', value: 'risk', effect: 'NoSchedule' }],
    });
    expect(fit({ profile, nodes: [reserved], pods: [] }).fit).toBe('never');
    expect(
      fit({ profile, nodes: [aNode('gpu-2', { labels: {} })], pods: [] }).fit,
    ).toBe('never');
    const tainted = aNode('gpu-1', {
      taints: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }],
    });
    expect(fit({ profile, nodes: [tainted], pods: [] }).fit).toBe('fits');
  });

  it.each([
    ['Gt', '950', '900', 'fits'],
    ['Gt', '900', '900', 'never'],
    ['Lt', '800', '900', 'fits'],
    ['Lt', 'many', '900', 'never'],
  ] as const)('tolerates by %s a taint of %s with %s: %s', (...row) => {
    const [operator, taint, value, expected] = row;
    const reserved = aNode('gpu-1', {
      taints: [{ key: 'sla', value: taint, effect: 'NoSchedule' }],
    });
    const tolerant = aHardwareProfile({
      tolerations: [{ key: 'sla', operator, value }],
    });
    expect(fit({ profile: tolerant, nodes: [reserved], pods: [] }).fit).toBe(
      expected,
    );
  });
});
