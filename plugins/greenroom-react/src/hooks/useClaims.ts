import { ProjectClaim } from '@greenroom/backstage-plugin-greenroom-common';
import { LiveResult, useLive } from '../live/useLive';

/** The claims in a project's namespace. */
export function useClaims(project: string): LiveResult<ProjectClaim[]> {
  return useLive({
    key: `claims ${project}`,
    load: (api, signal) => api.claims(project, { signal }),
  });
}
