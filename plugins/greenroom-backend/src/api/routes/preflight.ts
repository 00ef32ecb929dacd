import {
  declarationWarnings,
  InvalidDeclarationError,
  Preflight,
} from '@greenroom/backstage-plugin-greenroom-common';
import { ConflictError } from '@backstage/errors';
import { AssetWriter } from '../AssetWriter';
import { ApiRouter, RouterContext } from '../RouterContext';
import { assetRefOf } from '../assetRef';

/** Checks declarations while they are still being written. */
export function addPreflightRoutes(router: ApiRouter, context: RouterContext) {
  const { access, store, declarations, engine } = context;
  const writer = new AssetWriter(access, store, declarations);

  router.post('/v1/preflight', (req, res) =>
    access.run(
      req,
      { eventId: 'asset-preflight', meta: { queryType: 'by-ref' } },
      async caller => {
        const ref = assetRefOf(req.body);
        try {
          const { declaration } = await writer.write(caller, ref, {
            spec: req.body.spec,
            dryRun: true,
          });
          res.json({
            ok: true,
            issues: declarationWarnings(declaration.spec).map(issue => ({
              ...issue,
              severity: 'warning',
            })),
            ...engine.fit(declaration),
          });
        } catch (error) {
          const issues = issuesOf(error);
          if (!issues) throw error;
          res.json({ ok: false, issues, fit: 'cannot-tell' });
        }
      },
    ),
  );
}

/** What is wrong with the declaration itself; undefined when something else went wrong. */
function issuesOf(error: unknown): Preflight['issues'] | undefined {
  if (error instanceof InvalidDeclarationError) {
    return error.issues.map(issue => ({ ...issue, severity: 'error' }));
  }
  if (error instanceof ConflictError) {
    return [{ field: 'name', message: error.message, severity: 'error' }];
  }
  return undefined;
}
