import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { greenroomServiceRef } from '@greenroom/backstage-plugin-greenroom-node';
import { greenroomEntityMappingExtensionPoint } from './extensionPoint';
import { entitiesOf, EntityMapper } from './mapping';
import { GreenroomProcessor } from './processor';
import { DeclarationFeed, GreenroomEntityProvider } from './provider';

/** Emits the entities of declarations made through the API, and checks those made in the catalog. */
export const catalogModuleGreenroom = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'greenroom',
  register(env) {
    let replacement: EntityMapper | undefined;
    env.registerExtensionPoint(greenroomEntityMappingExtensionPoint, {
      setEntityMapping(mapping) {
        if (replacement) {
          throw new Error('The Greenroom entity mapping has already been set');
        }
        replacement = mapping;
      },
    });
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        events: eventsServiceRef,
        greenroom: greenroomServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, greenroom, lifecycle, ...services }) {
        const shutdown = new AbortController();
        lifecycle.addShutdownHook(() => shutdown.abort());

        catalog.addProcessor(new GreenroomProcessor());
        catalog.addEntityProvider(
          new GreenroomEntityProvider({
            ...services,
            feed: new DeclarationFeed({ auth, greenroom }),
            entitiesOf: replacement ?? entitiesOf,
            signal: shutdown.signal,
          }),
        );
      },
    });
  },
});
