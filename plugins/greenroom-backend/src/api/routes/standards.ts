import { NotFoundError } from '@backstage/errors';
import {
  AssetRef,
  namespaceOf,
  STANDARD_TYPES,
  StandardType,
} from '@greenroom/backstage-plugin-greenroom-common';
import { offeredIn, offeredToAll, withClusters } from '../../standards';
import { Caller } from '../Caller';
import { ApiRouter, RouterContext } from '../RouterContext';

/** What the platform team offers: for everybody who is signed in, since every form shows it. */
export function addStandardRoutes(
  router: ApiRouter,
  { access, engine, standards, store }: RouterContext,
) {
  /** Throws as `Access.requireOn` does. */
  const placeOf = async (caller: Caller, project: string) => {
    const ref: AssetRef = { kind: 'Project', project, name: project };
    const declaration = await access.requireOn(
      caller,
      ref,
      await store.get(ref),
    );
    return {
      cluster: declaration.cluster,
      namespace: namespaceOf(declaration),
    };
  };

  router.get('/v1/standards/:type', (req, res) =>
    access.run(req, { eventId: 'standard-fetch' }, async caller => {
      const { type } = req.params;
      const { project } = req.query;
      if (!isStandardType(type)) {
        throw new NotFoundError(
          `There are no standards "${type}"; choose one of: ${STANDARD_TYPES.join(
            ', ',
          )}`,
        );
      }
      const all = withClusters(standards, engine.standards());
      const offered =
        project === undefined
          ? offeredToAll(all)
          : offeredIn(all, await placeOf(caller, project));
      res.json({ items: offered[type] });
    }),
  );

  router.get('/v1/image-policy', (req, res) =>
    access.run(req, { eventId: 'standard-fetch' }, async () => {
      res.json(standards.policy);
    }),
  );
}

function isStandardType(text: string): text is StandardType {
  return (STANDARD_TYPES as readonly string[]).includes(text);
}
