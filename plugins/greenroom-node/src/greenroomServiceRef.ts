import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  GreenroomApi,
  GreenroomClient,
} from '@greenroom/backstage-plugin-greenroom-common';

/**
 * Greenroom's API for other backend plugins. Pass a `token` from
 * `auth.getPluginRequestToken({ onBehalfOf, targetPluginId: 'greenroom' })`
 * with every call, so that it acts with the rights of whoever asked.
 */
export const greenroomServiceRef = createServiceRef<GreenroomApi>({
  id: 'greenroom.client',
  async defaultFactory(service) {
    return createServiceFactory({
      service,
      deps: { discovery: coreServices.discovery },
      factory: ({ discovery }) =>
        new GreenroomClient({ discoveryApi: discovery, fetchApi: { fetch } }),
    });
  },
});
