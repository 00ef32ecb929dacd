import {
  aHardwareProfile,
  anAcceleratorUsage,
  aPod,
  aStatusContext,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { AcceleratorUsage } from '@greenroom/backstage-plugin-greenroom-common';
import { explained } from '../testUtils/anEvidence';

/** kube-scheduler 1.36.3 */
const MESSAGE =
  "0/6 nodes are available: 1 Insufficient nvidia.com/gpu, 5 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/6 nodes are available: 1 No preemption victims found for incoming pod, 5 Preemption is not helpful for scheduling.";

const waitingFor = (
  count: number,
  accelerators?: AcceleratorUsage[],
  message = MESSAGE,
) =>
  explained({
    pods: [
      aPod()
        .holding({ 'nvidia.com/gpu': count })
        .unschedulable(message)
        .build(),
    ],
    context: aStatusContext({
      accelerators,
      profiles: [
        aHardwareProfile(),
        aHardwareProfile({
          name: 'amd-mi300',
          title: 'AMD MI300',
          accelerator: {
            resource: 'amd.com/gpu',
            product: 'AMD MI300X',
            count: { default: 1, max: 8 },
          },
        }),
      ],
    }),
  });

const taken = anAcceleratorUsage({
  used: 8,
  free: 0,
  largestFree: 0,
  holders: [
    {
      namespace: 'fraud',
      asset: { kind: 'Workbench', project: 'fraud', name: 'train' },
      pod: 'train-0',
      count: 6,
    },
    { namespace: 'risk', pod: 'secret-project-0', count: 2 },
  ],
});
const freeAmd = anAcceleratorUsage({
  resource: 'amd.com/gpu',
  product: 'AMD MI300X',
});

describe('accelerators', () => {
  it('says who holds them, and what is free instead', () => {
    expect(waitingFor(1, [taken, freeAmd])).toEqual({
      reason: 'AcceleratorsInUse',
      summary:
        'All 8 NVIDIA A100 are in use. Held by fraud/train (6), project risk (2).',
      chain: [
        { object: 'Notebook fraud/explore' },
        { object: 'Pod fraud/explore-0', evidence: MESSAGE },
      ],
      fixes: [
        {
          text: 'Use AMD MI300 (8 free)',
          change: { hardware: { profile: 'amd-mi300' } },
        },
        { text: 'Ask the holders, or wait until one of them stops' },
      ],
    });
  });

  it('offers fewer when some are free', () => {
    const some = anAcceleratorUsage({ used: 5, free: 3, largestFree: 3 });
    expect(waitingFor(4, [some])).toMatchObject({
      reason: 'AcceleratorsInUse',
      summary: '3 of 8 NVIDIA A100 are free, 4 are asked for.',
      fixes: [
        {
          text: 'Ask for 3, which is free now',
          change: { hardware: { count: 3 } },
        },
        expect.anything(),
      ],
    });
  });

  it('says when enough are free, but scattered', () => {
    const scattered = anAcceleratorUsage({
      nodes: 2,
      allocatable: 16,
      used: 10,
      free: 6,
      largestFree: 3,
    });
    expect(waitingFor(4, [scattered])?.summary).toBe(
      '6 of 16 NVIDIA A100 are free, 4 are asked for on one node, and no node has more than 3 free.',
    );
  });

  it('explains an accelerator that can never fit, and offers the most that does', () => {
    expect(waitingFor(9, [anAcceleratorUsage()])).toMatchObject({
      reason: 'CanNeverFit',
      summary: '9 NVIDIA A100 can never fit: the largest node has 8.',
      fixes: [{ change: { hardware: { count: 8 } } }],
    });
  });

  it('explains an accelerator that nobody has', () => {
    const none = anAcceleratorUsage({
      allocatable: 0,
      free: 0,
      largestFree: 0,
      largestNode: 0,
    });
    expect(waitingFor(1, [none])?.reason).toBe('NoSuchAccelerator');
    expect(waitingFor(1, [])?.reason).toBe('NoSuchAccelerator');
  });

  it('does not pretend to know the holders when the cluster’s capacity is not seen', () => {
    expect(waitingFor(1)).toMatchObject({
      reason: 'AcceleratorsInUse',
      summary:
        'No node has 1 NVIDIA A100 free. Greenroom cannot see who holds them.',
    });
  });

  it('blames the taint when enough is free behind it', () => {
    expect(
      waitingFor(
        1,
        [anAcceleratorUsage()],
        '0/3 nodes are available: 1 node(s) had untolerated taint {nvidia.com/gpu: present}, 2 Insufficient nvidia.com/gpu. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
      ),
    ).toMatchObject({
      reason: 'UntoleratedTaint',
      summary: expect.stringContaining('"nvidia.com/gpu: present"'),
    });
  });
});
