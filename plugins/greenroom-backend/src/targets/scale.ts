import { RunOperation } from '@greenroom/backstage-plugin-greenroom-common';
import { RunPatch } from '@greenroom/backstage-plugin-greenroom-node';

/** Annotation on a pod template: another value rolls the pods. */
export const RESTARTED_AT = 'greenroom.dev/restarted-at';

/** Start, stop and restart of what has replicas and a pod template. */
export function operateReplicas(
  operation: RunOperation,
  workload: { kind: 'StatefulSet' | 'Deployment'; name: string },
  running: number,
  now: Date,
): RunPatch {
  return {
    apiVersion: 'apps/v1',
    ...workload,
    patch: {
      spec: {
        start: { replicas: running },
        stop: { replicas: 0 },
        restart: {
          template: {
            metadata: { annotations: { [RESTARTED_AT]: now.toISOString() } },
          },
        },
      }[operation],
    },
  };
}
