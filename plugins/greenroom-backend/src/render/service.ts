import {
  KubernetesObject,
  ObjectMeta,
} from '@greenroom/backstage-plugin-greenroom-node';

/** A Service inside the cluster on port 80, as Kubeflow and KServe make theirs. */
export function clusterService({
  metadata,
  selector,
  targetPort,
}: {
  metadata: ObjectMeta;
  selector: Record<string, string>;
  targetPort: string;
}): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      type: 'ClusterIP',
      selector,
      ports: [{ name: 'http', port: 80, targetPort, protocol: 'TCP' }],
    },
  };
}
