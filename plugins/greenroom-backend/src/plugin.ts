import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { Kind } from '@greenroom/backstage-plugin-greenroom-common';
import {
  greenroomTargetsExtensionPoint,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import { createRouter } from './api/createRouter';
import { ConnectionChecker, ConnectionChecks, readAllowedHosts } from './check';
import { readClusters } from './clusters';
import { CatalogSource } from './declarations/catalogSource/CatalogSource';
import { DatabaseDeclarationStore } from './declarations/DatabaseDeclarationStore';
import { Declarations } from './declarations/Declarations';
import { Recovery } from './identity';
import { OwnerNotifier } from './notices';
import { registerPermissions } from './permissions';
import { AssetSignals, DefaultEngine, NamespaceLook } from './reconcile';
import { offeredIn, readStandards, withClusters } from './standards';
import { builtInTargets, TargetRegistry } from './targets';

/** The backend of Greenroom: API, reconciler and sources of declarations. */
export const greenroomPlugin = createBackendPlugin({
  pluginId: 'greenroom',
  register(env) {
    const targets = new TargetRegistry(builtInTargets);
    env.registerExtensionPoint(greenroomTargetsExtensionPoint, {
      addTarget: <K extends Kind>(...added: Target<K>[]) =>
        targets.add(...(added as Target<Kind>[])),
    });
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        // Fails each time where there is no notifications backend.
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
      },
      async init({
        auditor,
        auth,
        catalog,
        config,
        database,
        events,
        httpAuth,
        httpRouter,
        lifecycle,
        logger,
        notifications,
        permissions,
        permissionsRegistry,
        signals,
      }) {
        const standards = readStandards(config);
        const store = await DatabaseDeclarationStore.create(database);
        const knex = await database.getClient();
        const notifies =
          config.getOptionalBoolean('greenroom.notifications.enabled') ?? true;
        const notifier = notifies
          ? new OwnerNotifier(notifications, logger)
          : undefined;
        const engine = new DefaultEngine({
          clusters: await readClusters(config, logger),
          targets,
          profiles: standards.hardwareProfiles,
          store,
          knex,
          installation: config.getOptionalString('greenroom.installation.id'),
          signals: new AssetSignals(signals, logger),
          notify: notifier?.notify,
          events,
          logger,
        });
        const declarations = new Declarations({
          store,
          engine,
          namespaces: new NamespaceLook(name => engine.recoverable(name)),
          standards,
          events,
          logger,
        });
        const recovery = new Recovery({
          knex,
          standards: place =>
            offeredIn(withClusters(standards, engine.standards()), place),
          cluster: name => engine.recoverable(name),
          changed: ids =>
            declarations
              .announce(ids)
              .catch(error => logger.warn(toError(error).message)),
        });
        const catalogSource = new CatalogSource({
          catalog,
          auth,
          logger,
          config,
          store,
          declarations,
        });
        registerPermissions(permissionsRegistry, store);
        httpRouter.use(
          await createRouter({
            auth,
            httpAuth,
            permissions,
            permissionsRegistry,
            auditor,
            store,
            declarations,
            checks: new ConnectionChecks({
              engine,
              checker: new ConnectionChecker({
                allowed: readAllowedHosts(config),
              }),
            }),
            engine,
            standards,
            recovery,
            writesPerMinute: config.getOptionalNumber(
              'greenroom.limits.writesPerMinute',
            ),
          }),
        );
        lifecycle.addStartupHook(async () => {
          await engine.start();
          catalogSource.start();
        });
        lifecycle.addShutdownHook(async () => {
          await catalogSource.stop();
          await engine.stop();
          await notifier?.stop();
        });
      },
    });
  },
});
