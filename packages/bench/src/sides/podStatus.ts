/** Where a pod is. */
export interface PodRef {
  namespace: string;
  name: string;
}

/** A pod to make or to change. */
export interface PodObject {
  apiVersion: 'v1';
  kind: 'Pod';
  metadata: PodRef & Record<string, unknown>;
  spec: { containers: { name: string; image: string }[] } & Record<
    string,
    unknown
  >;
}

/** A status that Greenroom shows with its number: the kubelet's, of an image that cannot be pulled. */
export function sickStatus(number: number, { spec }: PodObject): object {
  return {
    phase: 'Pending',
    containerStatuses: spec.containers.map(({ name, image }) => ({
      name,
      image,
      imageID: '',
      ready: false,
      restartCount: 0,
      state: {
        waiting: {
          reason: 'ImagePullBackOff',
          message: `Back-off pulling image "${image}", change ${number}`,
        },
      },
    })),
  };
}
