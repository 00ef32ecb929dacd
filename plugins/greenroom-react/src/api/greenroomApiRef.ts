import { createApiRef } from '@backstage/frontend-plugin-api';
import { GreenroomApi } from '@greenroom/backstage-plugin-greenroom-common';

/** `/api/greenroom/v1` with the rights of the signed-in user; serves the new and the legacy frontend system. */
export const greenroomApiRef = createApiRef<GreenroomApi>().with({
  id: 'plugin.greenroom.api',
  pluginId: 'greenroom',
});
