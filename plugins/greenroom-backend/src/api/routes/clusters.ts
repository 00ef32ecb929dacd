import { greenroomFleetRead } from '@greenroom/backstage-plugin-greenroom-common';
import { ApiRouter, RouterContext } from '../RouterContext';
import { showHolders } from '../showHolders';

/** Clusters and what is free on them. */
export function addClusterRoutes(
  router: ApiRouter,
  { access, store, engine }: RouterContext,
) {
  router.get('/v1/clusters', (req, res) =>
    access.run(
      req,
      { eventId: 'cluster-fetch', meta: { queryType: 'list' } },
      async caller => {
        await access.require(caller, greenroomFleetRead);
        res.json({ items: engine.clusters() });
      },
    ),
  );

  router.get('/v1/capacity', (req, res) =>
    access.run(
      req,
      { eventId: 'cluster-fetch', meta: { queryType: 'capacity' } },
      async caller => {
        await access.require(caller, greenroomFleetRead);
        res.json(await showHolders(engine.capacity(), caller, access, store));
      },
    ),
  );
}
