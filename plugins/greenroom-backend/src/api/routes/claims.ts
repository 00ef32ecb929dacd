import { InputError } from '@backstage/errors';
import {
  greenroomAssetRead,
  ProjectClaim,
} from '@greenroom/backstage-plugin-greenroom-common';
import { claimName } from '../../render/storage';
import { Caller } from '../Caller';
import { listAll } from '../listAll';
import { ApiRouter, RouterContext } from '../RouterContext';

/** The volumes that a project has, for who would mount one of them. */
export function addClaimRoutes(
  router: ApiRouter,
  { access, engine, store }: RouterContext,
) {
  /** Names of workbenches by the claims that they declare. */
  const users = async (
    caller: Caller,
    project: string,
  ): Promise<Map<string, string[]>> => {
    const visible = await access.visible(caller);
    if ('none' in visible) return new Map();
    const workbenches = await listAll(store, {
      ...visible,
      kind: 'Workbench',
      project,
    });
    const byClaim = new Map<string, string[]>();
    for (const { name, spec } of workbenches) {
      for (const storage of 'storage' in spec ? spec.storage ?? [] : []) {
        const claim = claimName(name, storage);
        byClaim.set(claim, [...(byClaim.get(claim) ?? []), name]);
      }
    }
    return byClaim;
  };

  router.get('/v1/assets/:kind/:project/:name/claims', (req, res) =>
    access.runOn(
      req,
      greenroomAssetRead,
      { eventId: 'asset-fetch', meta: { queryType: 'claims' } },
      async (project, caller) => {
        if (project.kind !== 'Project') {
          throw new InputError(
            `A ${project.kind} has no claims of its own; ask for those of its project`,
          );
        }
        const claims = engine.claims(project);
        const byClaim = await users(caller, project.project);
        const items: ProjectClaim[] = claims.map(claim => ({
          ...claim,
          usedBy: byClaim.get(claim.name) ?? [],
        }));
        res.json({ items });
      },
    ),
  );
}
