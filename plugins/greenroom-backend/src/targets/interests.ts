import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';
import {
  Interest,
  KUEUE_API,
} from '@greenroom/backstage-plugin-greenroom-node';
import { volumesOf } from '../render/storage';

/** The workbench's volumes, and what is said about them. */
export function claimInterests(
  workbench: Declaration<'Workbench'>,
  namespace: string,
): Interest[] {
  const names = volumesOf(workbench).map(({ claim }) => claim);
  return [
    ...names.map(
      (claim): Interest => ({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        namespace,
        by: { name: claim },
      }),
    ),
    ...eventInterests(
      namespace,
      names.map(claim => `PersistentVolumeClaim/${claim}`),
    ),
  ];
}

/** Events about objects whose `Kind/name` is known. */
export function eventInterests(
  namespace: string,
  involved: readonly string[],
): Interest[] {
  return involved.map(object => ({
    apiVersion: 'v1',
    kind: 'Event',
    namespace,
    by: { involved: object },
  }));
}

/** The pod of a StatefulSet of this name: what is said about both, and where they are queued. */
export function podInterests(name: string, namespace: string): Interest[] {
  return aboutPod(namespace, [
    { involved: `StatefulSet/${name}` },
    { involved: `Pod/${name}-0` },
  ]);
}

/** The same of a StatefulSet whose generated name starts so. */
export function generatedPodInterests(
  prefix: `${string}-`,
  namespace: string,
): Interest[] {
  return aboutPod(namespace, [
    { involvedPrefix: `StatefulSet/${prefix}` },
    { involvedPrefix: `Pod/${prefix}` },
  ]);
}

function aboutPod(namespace: string, about: Interest['by'][]): Interest[] {
  return [
    { apiVersion: 'v1', kind: 'Event' },
    { apiVersion: KUEUE_API, kind: 'Workload' },
  ].flatMap(kind => about.map(by => ({ ...kind, namespace, by })));
}
