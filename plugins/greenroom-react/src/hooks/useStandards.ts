import {
  Standards,
  StandardType,
} from '@greenroom/backstage-plugin-greenroom-common';
import { LiveResult, useLive } from '../live/useLive';

/**
 * What is offered of one type, e.g. `hardwareProfiles`.
 * @param project - only what may be used in it; else what is offered to all
 */
export function useStandards<T extends StandardType>(
  type: T,
  project?: string,
): LiveResult<Standards[T]> {
  return useLive({
    key: `standards ${type} ${project ?? ''}`,
    load: (api, signal) => api.standards(type, { signal, project }),
  });
}

/** Which images may be used by reference. */
export function useImagePolicy(): LiveResult<Standards['policy']> {
  return useLive({
    key: 'image policy',
    load: (api, signal) => api.imagePolicy({ signal }),
  });
}
