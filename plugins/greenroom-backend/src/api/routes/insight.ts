import { ApiRouter, RouterContext } from '../RouterContext';
import { assetRefOf } from '../assetRef';

/** What is behind an asset: its revisions, its objects and what the cluster says of them. */
export function addInsightRoutes(
  router: ApiRouter,
  { access, store, engine }: RouterContext,
) {
  router.get('/v1/assets/:kind/:project/:name/history', (req, res) =>
    access.run(
      req,
      { eventId: 'asset-fetch', meta: { queryType: 'history' } },
      async caller => {
        const ref = assetRefOf(req.params);
        const { id } = await access.requireOn(
          caller,
          ref,
          await store.get(ref),
        );
        res.json({ items: await store.history(id) });
      },
    ),
  );

  router.get('/v1/assets/:kind/:project/:name/manifests', (req, res) =>
    access.run(
      req,
      { eventId: 'asset-fetch', meta: { queryType: 'manifests' } },
      async caller => {
        const ref = assetRefOf(req.params);
        const declaration = await access.requireOn(
          caller,
          ref,
          await store.get(ref),
        );
        res.json(engine.manifests(declaration));
      },
    ),
  );

  router.get('/v1/assets/:kind/:project/:name/events', (req, res) =>
    access.run(
      req,
      { eventId: 'asset-fetch', meta: { queryType: 'events' } },
      async caller => {
        const ref = assetRefOf(req.params);
        const declaration = await access.requireOn(
          caller,
          ref,
          await store.get(ref),
        );
        res.json({ items: engine.events(declaration) });
      },
    ),
  );
}
