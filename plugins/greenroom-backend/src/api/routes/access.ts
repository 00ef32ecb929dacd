import { greenroomAssetAccess } from '@greenroom/backstage-plugin-greenroom-common';
import { ApiRouter, RouterContext } from '../RouterContext';
import { requireAsset } from '../requireAsset';

/** What lets into an asset: read from the cluster for each call, and recorded as an access to a secret. */
export function addAccessRoutes(router: ApiRouter, context: RouterContext) {
  const { access, engine } = context;
  router.get('/v1/assets/:kind/:project/:name/access', (req, res) =>
    access.run(
      req,
      {
        eventId: 'asset-secret-access',
        severityLevel: 'high',
        meta: { ref: req.params },
      },
      async caller => {
        const declaration = await requireAsset(
          context,
          caller,
          req.params,
          greenroomAssetAccess,
        );
        res
          .set('Cache-Control', 'no-store')
          .json(await engine.access(declaration));
      },
    ),
  );
}
