import { NotFoundError } from '@backstage/errors';
import {
  AdoptionProposal,
  AssetRef,
  FieldIssue,
  InvalidDeclarationError,
} from '@greenroom/backstage-plugin-greenroom-common';
import { offeredIn, withClusters } from '../../standards';
import { observedFor } from '../observedFor';
import { ApiRouter, RouterContext } from '../RouterContext';
import { sendTagged } from '../etag';

/** What others made on the clusters, and how it would be declared. */
export function addObservedRoutes(router: ApiRouter, context: RouterContext) {
  const { access, declarations, engine, standards } = context;

  const issuesOf = async (
    ref: AssetRef,
    spec: unknown,
  ): Promise<FieldIssue[]> => {
    try {
      await declarations.check(ref, spec);
      return [];
    } catch (error) {
      if (error instanceof InvalidDeclarationError) return [...error.issues];
      throw error;
    }
  };

  router.get('/v1/observed-assets', (req, res) =>
    access.run(
      req,
      { eventId: 'observed-asset-fetch', meta: { queryType: 'list' } },
      async caller => {
        sendTagged(res, await observedFor(caller, req.query, context));
      },
    ),
  );

  router.get('/v1/observed-assets/:id/proposal', (req, res) =>
    access.run(
      req,
      {
        eventId: 'observed-asset-fetch',
        meta: { queryType: 'proposal', id: req.params.id },
      },
      async caller => {
        const { id } = req.params;
        const { items } = await observedFor(caller, { id }, context);
        const [asset] = items;
        if (!asset) {
          throw new NotFoundError(
            `There is no observed object ${id}, or you may not read its project`,
          );
        }
        const { kind, name, project = asset.namespace } = asset;
        const { spec, notes } = await engine.propose(
          asset,
          offeredIn(withClusters(standards, engine.standards()), asset),
        );
        const issues = await issuesOf({ kind, project, name }, spec);
        const proposal: AdoptionProposal = { spec, notes: [...notes], issues };
        res.json(proposal);
      },
    ),
  );
}
