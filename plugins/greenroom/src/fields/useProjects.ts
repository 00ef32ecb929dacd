import { useApi } from '@backstage/core-plugin-api';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  AssetSummary,
  greenroomProjectContribute,
  LIST_CHANNEL,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  LiveResult,
  useLive,
} from '@greenroom/backstage-plugin-greenroom-react';

/** Most projects that a list offers. */
const LIMIT = 200;

/** The projects in which the reader may create, live. */
export function useProjects(): LiveResult<AssetSummary[]> {
  const permissions = useApi(permissionApiRef);
  return useLive({
    key: 'projects to contribute to',
    channels: () => [{ channel: LIST_CHANNEL, when: 'every' }],
    load: async (api, signal) => {
      const { items } = await api.listAssets(
        { kind: 'Project', limit: LIMIT },
        { signal },
      );
      const allowed = await Promise.all(
        items.map(async project => {
          const { result } = await permissions.authorize({
            permission: greenroomProjectContribute,
            resourceRef: project.name,
          });
          return result === 'ALLOW';
        }),
      );
      return items.filter((_, index) => allowed[index]);
    },
  });
}
