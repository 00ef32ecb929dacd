import { greenroomClusterTakeover } from '@greenroom/backstage-plugin-greenroom-common';
import { ApiRouter, RouterContext } from '../RouterContext';

/** What people do when a cluster and the database do not belong together any more. */
export function addRecoveryRoutes(
  router: ApiRouter,
  { access, recovery }: RouterContext,
) {
  router.post('/v1/clusters/:cluster/takeover', (req, res) =>
    access.run(
      req,
      {
        eventId: 'cluster-takeover',
        severityLevel: 'critical',
        meta: { cluster: req.params.cluster, reason: req.body.reason },
      },
      async caller => {
        await access.require(caller, greenroomClusterTakeover);
        res.json(
          await recovery.takeOver(req.params.cluster, {
            ...req.body,
            by: caller.author,
          }),
        );
      },
    ),
  );

  router.post('/v1/clusters/:cluster/import', (req, res) =>
    access.run(
      req,
      {
        eventId: 'cluster-import',
        severityLevel: req.body.apply ? 'critical' : 'medium',
        meta: {
          cluster: req.params.cluster,
          apply: req.body.apply ?? false,
        },
      },
      async caller => {
        await access.require(caller, greenroomClusterTakeover);
        res.json(
          await recovery.import(req.params.cluster, {
            apply: req.body.apply ?? false,
            by: caller.author,
          }),
        );
      },
    ),
  );
}
