import {
  CONNECTION_TYPE_NAMES,
  greenroomAssetUpdate,
  secretFields,
} from '@greenroom/backstage-plugin-greenroom-common';
import { ApiRouter, RouterContext } from '../RouterContext';
import { requireAsset } from '../requireAsset';

/** The keys that any type has: a name that was sent may itself be a secret in the wrong place. */
const KEYS = CONNECTION_TYPE_NAMES.flatMap(secretFields).map(({ key }) => key);

/** The way in for secrets, which has no way out. */
export function addConnectionRoutes(router: ApiRouter, context: RouterContext) {
  const { access, declarations } = context;

  router.put('/v1/assets/:kind/:project/:name/secret', (req, res) =>
    access.run(
      req,
      {
        eventId: 'asset-secret',
        severityLevel: 'high',
        spends: true,
        meta: {
          ref: req.params,
          keys: KEYS.filter(key => Object.hasOwn(req.body.values, key)),
        },
      },
      async caller => {
        const declaration = await requireAsset(
          context,
          caller,
          req.params,
          greenroomAssetUpdate,
        );
        await declarations.supply(declaration, req.body.values);
        res.status(204).end();
      },
    ),
  );
}
