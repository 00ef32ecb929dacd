import { KubernetesObject } from '@greenroom/backstage-plugin-greenroom-node';
import { BenchCluster } from '../rig/cluster';
import { Side } from '../rig/side';
import { EngineSide } from '../sides/engine';
import { PodObject } from '../sides/podStatus';

interface StatefulSet extends KubernetesObject {
  spec: { template: { metadata: object; spec: PodObject['spec'] } };
}

/** The pods that the controllers would make for applied workbenches. */
export async function podsOf(
  engine: Side<EngineSide>,
  cluster: BenchCluster,
  ids: string[],
): Promise<PodObject[]> {
  const { value: objects } = await engine.call('renderAll', ids);
  const sets = objects.filter(
    (object): object is StatefulSet => object.kind === 'StatefulSet',
  );
  const uids = await cluster.statefulSetUids();
  return sets.map(({ metadata: { namespace = '', name }, spec }) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...spec.template.metadata,
      namespace,
      name: `${name}-0`,
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          name,
          uid: uids.get(`${namespace}/${name}`),
          controller: true,
        },
      ],
    },
    spec: { ...spec.template.spec, nodeName: 'cpu-1' },
  }));
}
