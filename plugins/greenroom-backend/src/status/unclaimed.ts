import {
  Declaration,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';

/** A status that says when nobody declares this any more. Pure. */
export function withUnclaimed(
  status: Status,
  { source, unclaimedSince }: Declaration,
): Status {
  if (!unclaimedSince || source.type !== 'catalog') return status;
  return {
    ...status,
    conditions: [
      ...status.conditions,
      {
        type: 'Unclaimed',
        status: 'True',
        reason: 'EntityMissing',
        message: `The catalog has no entity ${source.entityRef} any more, which declares this. It goes on as it is. Bring the entity back, or delete the asset.`,
        since: unclaimedSince,
      },
    ],
  };
}
