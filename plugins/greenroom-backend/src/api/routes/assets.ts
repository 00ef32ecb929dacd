import {
  Asset,
  AssetRef,
  AssetVerb,
  greenroomAssetAccess,
  greenroomAssetDelete,
  greenroomAssetLogs,
  greenroomAssetOperate,
  greenroomAssetUpdate,
  isKind,
  Phase,
  PHASES,
} from '@greenroom/backstage-plugin-greenroom-common';
import { InputError } from '@backstage/errors';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import { DeclarationWithStatus } from '../../declarations/DeclarationStore';
import { AssetWriter } from '../AssetWriter';
import { Caller } from '../Caller';
import { ApiRouter, RouterContext } from '../RouterContext';
import { assetRefOf } from '../assetRef';
import { readIfMatch, sendTagged } from '../etag';
import { toAsset, toSummary } from '../toAsset';

const DEFAULT_PAGE_SIZE = 100;

const VERBS: Record<AssetVerb, ResourcePermission> = {
  update: greenroomAssetUpdate,
  delete: greenroomAssetDelete,
  operate: greenroomAssetOperate,
  access: greenroomAssetAccess,
  logs: greenroomAssetLogs,
};

/** Reading, declaring, deleting and operating assets. */
export function addAssetRoutes(
  router: ApiRouter,
  { access, store, declarations }: RouterContext,
) {
  const writer = new AssetWriter(access, store, declarations);

  const usedBy = async (
    caller: Caller,
    { kind, project, name }: AssetRef,
  ): Promise<Pick<Asset, 'usedBy'>> => {
    if (kind !== 'Connection') return {};
    const users = await store.usersOf({ kind, project, name });
    const readable = await access.readable(caller, users);
    return {
      usedBy: readable.map(user => ({
        kind: user.kind,
        project: user.project,
        name: user.name,
      })),
    };
  };

  const shown = async (
    caller: Caller,
    declaration: DeclarationWithStatus,
  ): Promise<Asset> => {
    const verbs = Object.keys(VERBS) as AssetVerb[];
    const granted = await access.permitted(
      caller,
      verbs.map(verb => VERBS[verb]),
      declaration,
    );
    const asset = toAsset(
      declaration,
      verbs.filter(verb => granted.includes(VERBS[verb])),
    );
    return { ...asset, ...(await usedBy(caller, declaration)) };
  };

  router.get('/v1/assets', (req, res) =>
    access.run(
      req,
      { eventId: 'asset-fetch', meta: { queryType: 'list' } },
      async caller => {
        const { kind, phase, limit = DEFAULT_PAGE_SIZE, ...rest } = req.query;
        if (phase !== undefined && !isPhase(phase)) {
          throw new InputError(`phase must be one of: ${PHASES.join(', ')}`);
        }
        const visible = await access.visible(caller);
        // A kind that does not exist has no assets; that is an answer, not an error.
        const nothing =
          'none' in visible || (kind !== undefined && !isKind(kind));
        const page = nothing
          ? { items: [] }
          : await store.list({
              ...rest,
              ...visible,
              kind,
              phase,
              limit,
            });
        sendTagged(res, { ...page, items: page.items.map(toSummary) });
      },
    ),
  );

  router.get('/v1/assets/:kind/:project/:name', (req, res) =>
    access.run(
      req,
      { eventId: 'asset-fetch', meta: { queryType: 'by-ref' } },
      async caller => {
        const ref = assetRefOf(req.params);
        const declaration = await access.requireOn(
          caller,
          ref,
          await store.getWithStatus(ref),
        );
        const asset = await shown(caller, declaration);
        sendTagged(res, asset, asset.revision);
      },
    ),
  );

  router.put('/v1/assets/:kind/:project/:name', (req, res) =>
    access.run(
      req,
      {
        eventId: 'asset-declare',
        severityLevel: 'medium',
        spends: !req.query.dryRun,
        meta: {
          ref: req.params,
          dryRun: req.query.dryRun ?? false,
          ...(req.body.adopt && { adopt: req.body.adopt }),
        },
      },
      async caller => {
        const { declaration, created } = await writer.write(
          caller,
          assetRefOf(req.params),
          {
            ...req.body,
            dryRun: req.query.dryRun,
            ifMatch: readIfMatch(req.header('if-match')),
            idempotencyKey: req.header('idempotency-key'),
          },
        );
        const asset = await shown(caller, {
          ...declaration,
          status: (await store.getWithStatus(declaration))?.status,
        });
        sendTagged(res.status(created ? 201 : 200), asset, asset.revision);
      },
    ),
  );

  router.delete('/v1/assets/:kind/:project/:name', (req, res) =>
    access.runOn(
      req,
      greenroomAssetDelete,
      {
        eventId: 'asset-delete',
        severityLevel: 'high',
        spends: true,
        meta: { ref: req.params, ...req.query },
      },
      async (declaration, caller) => {
        await declarations.remove(declaration, {
          by: caller.author,
          deleteData: req.query.deleteData,
          source: { type: 'api' },
        });
        res.status(204).end();
      },
    ),
  );

  router.post('/v1/assets/:kind/:project/:name/operations', (req, res) =>
    access.runOn(
      req,
      greenroomAssetOperate,
      {
        eventId: 'asset-operate',
        severityLevel: 'medium',
        spends: true,
        meta: { ref: req.params, operation: req.body.operation },
      },
      async (declaration, caller) => {
        await declarations.operate(declaration, {
          ...req.body,
          by: caller.author,
        });
        const now = (await store.getWithStatus(declaration)) ?? declaration;
        res.json(await shown(caller, now));
      },
    ),
  );
}

function isPhase(text: string): text is Phase {
  return (PHASES as readonly string[]).includes(text);
}
