import { NotFoundError } from '@backstage/errors';
import {
  STANDARD_TYPES,
  StandardType,
} from '@greenroom/backstage-plugin-greenroom-common';
import { withImages } from '../../standards';
import { ApiRouter, RouterContext } from '../RouterContext';

/** What the platform team offers: for everybody who is signed in, since every form shows it. */
export function addStandardRoutes(
  router: ApiRouter,
  { access, engine, standards }: RouterContext,
) {
  router.get('/v1/standards/:type', (req, res) =>
    access.run(req, { eventId: 'standard-fetch' }, async () => {
      const { type } = req.params;
      if (!isStandardType(type)) {
        throw new NotFoundError(
          `There are no standards "${type}"; choose one of: ${STANDARD_TYPES.join(
            ', ',
          )}`,
        );
      }
      const offered = withImages(standards, engine.images());
      res.json({ items: offered[type] });
    }),
  );

  router.get('/v1/image-policy', (req, res) =>
    access.run(req, { eventId: 'standard-fetch' }, async () => {
      res.json(standards.policy);
    }),
  );
}

function isStandardType(text: string): text is StandardType {
  return (STANDARD_TYPES as readonly string[]).includes(text);
}
