import {
  Standards,
  StandardType,
} from '@greenroom/backstage-plugin-greenroom-common';
import { LiveResult, useLive } from '../live/useLive';

/** What the platform team offers of one type, e.g. `hardwareProfiles`. */
export function useStandards<T extends StandardType>(
  type: T,
): LiveResult<Standards[T]> {
  return useLive({
    key: `standards ${type}`,
    load: (api, signal) => api.standards(type, { signal }),
  });
}

/** Which images may be used by reference. */
export function useImagePolicy(): LiveResult<Standards['policy']> {
  return useLive({
    key: 'image policy',
    load: (api, signal) => api.imagePolicy({ signal }),
  });
}
