import { describeObject } from '@greenroom/backstage-plugin-greenroom-node';
import { hardwareRequest } from '../../render/hardware';
import { Cause } from '../Cause';

/**
 * It runs, with other accelerators than were declared: something on the cluster
 * changed the pod on its way. Only of what has settled; between two revisions
 * it would be no news.
 */
export const profileNotApplied: Cause = {
  reason: 'ProfileNotApplied',
  phase: 'Progressing',
  stage: 'Ready',
  find: ({ context, hardware, pods }) => {
    const { profile } = context.resolved;
    if (!profile?.accelerator || !hardware || context.pendingUpdate) {
      return undefined;
    }
    const { resource, product } = profile.accelerator;
    const wanted = hardwareRequest(hardware, profile).accelerator?.count ?? 0;
    const other = pods.find(
      ({ devices, metadata }) =>
        !metadata.deletionTimestamp && (devices[resource] ?? 0) !== wanted,
    );
    if (!other) return undefined;
    const has = other.devices[resource] ?? 0;
    return {
      summary: `It runs with ${has} ${product} where ${wanted} were declared: something on the cluster changed its pod.`,
      object: describeObject(other),
      evidence: `the pod asks for ${has} ${resource}, profile "${profile.name}" for ${wanted}`,
      fixes: [
        {
          text: 'Ask the platform team which webhook or policy changes the resources of pods, then restart it',
        },
      ],
    };
  },
};
