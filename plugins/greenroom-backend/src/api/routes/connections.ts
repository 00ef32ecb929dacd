import {
  CONNECTION_TYPE_NAMES,
  greenroomAssetOperate,
  greenroomAssetUpdate,
  secretFields,
} from '@greenroom/backstage-plugin-greenroom-common';
import { ApiRouter, RouterContext } from '../RouterContext';

/** The keys that any type has: a name that was sent may itself be a secret in the wrong place. */
const KEYS = CONNECTION_TYPE_NAMES.flatMap(secretFields).map(({ key }) => key);

/** The way in for secrets, which has no way out; and whether what was sent works. */
export function addConnectionRoutes(
  router: ApiRouter,
  { access, checks, declarations }: RouterContext,
) {
  router.put('/v1/assets/:kind/:project/:name/secret', (req, res) =>
    access.runOn(
      req,
      greenroomAssetUpdate,
      {
        eventId: 'asset-secret',
        severityLevel: 'high',
        spends: true,
        meta: {
          ref: req.params,
          keys: KEYS.filter(key => Object.hasOwn(req.body.values, key)),
        },
      },
      async declaration => {
        await declarations.supply(declaration, req.body.values);
        res.status(204).end();
      },
    ),
  );

  // It takes the connection as it is declared, so it is an operation.
  router.post('/v1/assets/:kind/:project/:name/check', (req, res) =>
    access.runOn(
      req,
      greenroomAssetOperate,
      {
        eventId: 'asset-check',
        severityLevel: 'medium',
        meta: { ref: req.params },
      },
      async (declaration, caller) => {
        const check = await checks.run(declaration, caller.author);
        res.set('Cache-Control', 'no-store').json(check);
        const { outcome, reason } = check;
        return { outcome, reason };
      },
    ),
  );
}
