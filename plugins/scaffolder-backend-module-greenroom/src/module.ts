import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { greenroomServiceRef } from '@greenroom/backstage-plugin-greenroom-node';
import {
  createDeclareAction,
  createRemoveAction,
  createWaitAction,
} from './actions';

/** Adds `greenroom:declare`, `greenroom:wait` and `greenroom:remove`. */
export const scaffolderModuleGreenroom = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'greenroom',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        greenroom: greenroomServiceRef,
      },
      async init({ actions, auth, catalog, greenroom }) {
        actions.addActions(
          createDeclareAction({ auth, greenroom }),
          createWaitAction({ auth, greenroom, catalog }),
          createRemoveAction({ auth, greenroom }),
        );
      },
    });
  },
});
