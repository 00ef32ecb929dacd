import { greenroomFleetRead } from '@greenroom/backstage-plugin-greenroom-common';
import { ApiRouter, RouterContext } from '../RouterContext';

const DEFAULT_PAGE_SIZE = 500;

/** The change feed from which the catalog's entities are made. */
export function addDeclarationRoutes(
  router: ApiRouter,
  { access, store }: RouterContext,
) {
  router.get('/v1/declarations', (req, res) =>
    access.run(
      req,
      {
        eventId: 'declaration-fetch',
        meta: { queryType: 'changes' },
        allow: ['service'],
      },
      async caller => {
        // Services may do everything, except those whose token is restricted.
        await access.require(caller, greenroomFleetRead);
        const { since = 0, limit = DEFAULT_PAGE_SIZE } = req.query;
        res.json(await store.changes(since, limit));
      },
    ),
  );
}
