import {
  greenroomAssetLogs,
  greenroomAssetRead,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Response } from 'express';
import { ApiRouter, RouterContext } from '../RouterContext';

/** What is behind an asset: its revisions, its objects, what the cluster says of them, what they use, and what they print. */
export function addInsightRoutes(
  router: ApiRouter,
  { access, store, engine }: RouterContext,
) {
  router.get('/v1/assets/:kind/:project/:name/history', (req, res) =>
    access.runOn(
      req,
      greenroomAssetRead,
      { eventId: 'asset-fetch', meta: { queryType: 'history' } },
      async ({ id }) => {
        res.json({ items: await store.history(id) });
      },
    ),
  );

  router.get('/v1/assets/:kind/:project/:name/manifests', (req, res) =>
    access.runOn(
      req,
      greenroomAssetRead,
      { eventId: 'asset-fetch', meta: { queryType: 'manifests' } },
      async declaration => {
        res.json(engine.manifests(declaration));
      },
    ),
  );

  router.get('/v1/assets/:kind/:project/:name/events', (req, res) =>
    access.runOn(
      req,
      greenroomAssetRead,
      { eventId: 'asset-fetch', meta: { queryType: 'events' } },
      async declaration => {
        res.json({ items: engine.events(declaration) });
      },
    ),
  );

  router.get('/v1/assets/:kind/:project/:name/containers', (req, res) =>
    access.runOn(
      req,
      greenroomAssetRead,
      { eventId: 'asset-fetch', meta: { queryType: 'containers' } },
      async declaration => {
        res.json({ items: engine.containers(declaration) });
      },
    ),
  );

  router.get('/v1/assets/:kind/:project/:name/usage', (req, res) =>
    access.runOn(
      req,
      greenroomAssetRead,
      { eventId: 'asset-fetch', meta: { queryType: 'usage' } },
      async declaration => {
        res.json(await engine.usage(declaration));
      },
    ),
  );

  router.get('/v1/assets/:kind/:project/:name/logs', (req, res) =>
    access.runOn(
      req,
      greenroomAssetLogs,
      {
        eventId: 'asset-logs',
        severityLevel: 'medium',
        meta: { ref: req.params, ...req.query },
      },
      async declaration => {
        const text = await engine.logs(declaration, req.query, left(res));
        res.set('Cache-Control', 'no-store').type('text/plain').send(text);
      },
    ),
  );
}

/** Aborts when whoever asked does not wait any longer. */
function left(response: Response): AbortSignal {
  const leaving = new AbortController();
  response.once('close', () => leaving.abort());
  return leaving.signal;
}
