import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';
import {
  Interest,
  KUEUE_API,
} from '@greenroom/backstage-plugin-greenroom-node';
import { claimName } from '../render/storage';

/** The workbench's volumes, and what is said about them. */
export function claimInterests(
  { name, spec }: Declaration<'Workbench'>,
  namespace: string,
): Interest[] {
  const names = (spec.storage ?? []).map(each => claimName(name, each));
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

/** The pod of the workbench: what is said about it and its StatefulSet, and where they are queued. */
export function podInterests(name: string, namespace: string): Interest[] {
  const involved = [`StatefulSet/${name}`, `Pod/${name}-0`];
  return [
    ...eventInterests(namespace, involved),
    ...involved.map(
      (object): Interest => ({
        apiVersion: KUEUE_API,
        kind: 'Workload',
        namespace,
        by: { involved: object },
      }),
    ),
  ];
}
