import { greenroomAssetAccess } from '@greenroom/backstage-plugin-greenroom-common';
import { ApiRouter, RouterContext } from '../RouterContext';

/** What lets into an asset: read from the cluster for each call, and recorded as an access to a secret. */
export function addAccessRoutes(
  router: ApiRouter,
  { access, engine }: RouterContext,
) {
  router.get('/v1/assets/:kind/:project/:name/access', (req, res) =>
    access.runOn(
      req,
      greenroomAssetAccess,
      {
        eventId: 'asset-secret-access',
        severityLevel: 'high',
        meta: { ref: req.params },
      },
      async declaration => {
        res
          .set('Cache-Control', 'no-store')
          .json(await engine.access(declaration));
      },
    ),
  );
}
