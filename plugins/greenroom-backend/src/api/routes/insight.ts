import { ApiRouter, RouterContext } from '../RouterContext';
import { requireAsset } from '../requireAsset';

/** What is behind an asset: its revisions, its objects and what the cluster says of them. */
export function addInsightRoutes(router: ApiRouter, context: RouterContext) {
  const { access, store, engine } = context;
  router.get('/v1/assets/:kind/:project/:name/history', (req, res) =>
    access.run(
      req,
      { eventId: 'asset-fetch', meta: { queryType: 'history' } },
      async caller => {
        const { id } = await requireAsset(context, caller, req.params);
        res.json({ items: await store.history(id) });
      },
    ),
  );

  router.get('/v1/assets/:kind/:project/:name/manifests', (req, res) =>
    access.run(
      req,
      { eventId: 'asset-fetch', meta: { queryType: 'manifests' } },
      async caller => {
        const declaration = await requireAsset(context, caller, req.params);
        res.json(engine.manifests(declaration));
      },
    ),
  );

  router.get('/v1/assets/:kind/:project/:name/events', (req, res) =>
    access.run(
      req,
      { eventId: 'asset-fetch', meta: { queryType: 'events' } },
      async caller => {
        const declaration = await requireAsset(context, caller, req.params);
        res.json({ items: engine.events(declaration) });
      },
    ),
  );
}
