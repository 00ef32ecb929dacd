import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';

/** Whether the project took a namespace that exists: that one is neither made, nor changed, nor deleted. */
export function isTaken({ spec }: Declaration<'Project'>): boolean {
  return spec.namespace?.existing !== undefined;
}
