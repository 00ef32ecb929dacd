import {
  aHardwareProfile,
  aNode,
  aPod,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { inventory } from './inventory';

const gpus = (count: number) => ({ 'nvidia.com/gpu': count });

describe('inventory', () => {
  it('counts what is there, held and free, and by whom', () => {
    const holder = aPod()
      .on('gpu-1')
      .holding(gpus(3))
      .labelled({
        'greenroom.dev/declaration': 'uuid',
        'greenroom.dev/project': 'fraud',
        'backstage.io/kubernetes-id': 'workbench-explore',
      })
      .build();
    expect(
      inventory({
        cluster: 'local',
        nodes: [aNode('gpu-1'), aNode('gpu-2', { allocatable: gpus(4) })],
        pods: [holder],
        profiles: [aHardwareProfile()],
      }),
    ).toEqual([
      {
        cluster: 'local',
        resource: 'nvidia.com/gpu',
        product: 'NVIDIA A100',
        nodes: 2,
        allocatable: 12,
        used: 3,
        free: 9,
        largestFree: 5,
        largestNode: 8,
        holders: [
          {
            namespace: 'fraud',
            asset: { kind: 'Workbench', project: 'fraud', name: 'explore' },
            pod: 'explore-0',
            count: 3,
            since: '2026-08-01T10:01:00Z',
          },
        ],
      },
    ]);
  });

  it('calls a device as its vendor does where a profile only repeats the resource', () => {
    const accelerator = {
      resource: 'nvidia.com/gpu',
      product: 'nvidia.com/gpu',
      count: { default: 1 },
    };
    expect(
      inventory({
        cluster: 'local',
        nodes: [aNode()],
        pods: [],
        profiles: [aHardwareProfile({ accelerator })],
      }),
    ).toMatchObject([{ product: 'NVIDIA-A100-SXM4-80GB' }]);
  });

  it('counts no pod that waits or has ended', () => {
    const [usage] = inventory({
      cluster: 'local',
      nodes: [aNode()],
      pods: [
        aPod('a-0').holding(gpus(1)).unschedulable('').build(),
        aPod('b-0').on('gpu-1').holding(gpus(1)).ended('Succeeded').build(),
      ],
    });
    expect(usage).toMatchObject({ used: 0, free: 8, holders: [] });
  });

  it('does not call the devices of a cordoned node free', () => {
    const [usage] = inventory({
      cluster: 'local',
      nodes: [aNode('gpu-1', { unschedulable: true })],
      pods: [],
    });
    expect(usage).toMatchObject({ allocatable: 8, used: 0, free: 0 });
  });

  it('does not believe labels that name an asset of another project', () => {
    const forged = aPod()
      .inNamespace('risk')
      .on('gpu-1')
      .holding(gpus(1))
      .labelled({
        'greenroom.dev/declaration': 'uuid',
        'greenroom.dev/project': 'fraud',
        'backstage.io/kubernetes-id': 'workbench-explore',
      })
      .build();
    const [usage] = inventory({
      cluster: 'local',
      nodes: [aNode()],
      pods: [forged],
    });
    expect(usage.holders[0].asset).toBeUndefined();
  });

  it('names products by the vendors’ labels, and tells slices apart', () => {
    const nodes = [
      aNode('a'),
      aNode('b', { allocatable: { 'nvidia.com/mig-1g.10gb': 7 } }),
      aNode('c', {
        labels: { 'amd.com/gpu.product-name': 'AMD_Instinct_MI300X' },
        allocatable: { 'amd.com/gpu': 8 },
      }),
      aNode('d', { labels: {}, allocatable: { 'habana.ai/gaudi': 8 } }),
      aNode('e', { labels: {}, allocatable: { 'rdma/hca': 100 } }),
    ];
    expect(
      inventory({ cluster: 'local', nodes, pods: [] }).map(
        ({ resource, product }) => [resource, product],
      ),
    ).toEqual([
      ['amd.com/gpu', 'AMD_Instinct_MI300X'],
      ['habana.ai/gaudi', 'Intel Gaudi'],
      ['nvidia.com/gpu', 'NVIDIA-A100-SXM4-80GB'],
      ['nvidia.com/mig-1g.10gb', 'NVIDIA-A100-SXM4-80GB MIG 1g.10gb'],
    ]);
  });
});
