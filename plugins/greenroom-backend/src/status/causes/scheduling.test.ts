import {
  aClaim,
  aPod,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { explained } from '../testUtils/anEvidence';

const unschedulable = (message: string) =>
  explained({
    pods: [aPod().unschedulable(message).build()],
    claims: [aClaim('explore-work', { phase: 'Pending' })],
  });

describe('scheduling (messages of kube-scheduler 1.36.3)', () => {
  it.each([
    [
      'UntoleratedTaint',
      '0/2 nodes are available: 2 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    ],
    [
      'NodeSelectorMismatch',
      "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
    ],
    [
      'InsufficientResources',
      '0/2 nodes are available: 2 Insufficient memory. no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.',
    ],
    [
      'VolumeNotBound',
      '0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
    ],
    [
      'VolumeInOtherZone',
      '0/2 nodes are available: 2 node(s) had volume node affinity conflict.',
    ],
    ['Unschedulable', 'no nodes available to schedule pods'],
  ])('%s', (reason, message) => {
    expect(unschedulable(message)).toMatchObject({
      reason,
      chain: [
        { object: 'Notebook fraud/explore' },
        { object: 'Pod fraud/explore-0', evidence: message },
      ],
    });
  });

  it('names the labels that no node has', () => {
    expect(
      unschedulable(
        "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.",
      )?.summary,
    ).toContain('nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB');
  });

  it('names the volume that is not ready', () => {
    expect(
      unschedulable('pod has unbound immediate PersistentVolumeClaims')
        ?.summary,
    ).toBe('The volume explore-work is not ready.');
  });

  it('knows a gate from a scheduler that finds nothing', () => {
    expect(explained({ pods: [aPod().gated().build()] })?.reason).toBe(
      'SchedulingGated',
    );
  });

  it('says nothing of a pod that is merely new', () => {
    expect(explained({ pods: [aPod().build()] })).toBeUndefined();
  });
});
