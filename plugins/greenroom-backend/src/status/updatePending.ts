import {
  Condition,
  PendingUpdate,
} from '@greenroom/backstage-plugin-greenroom-common';
import { StatusContext } from '@greenroom/backstage-plugin-greenroom-node';

const CAUSES: Record<PendingUpdate['cause'], { reason: string; what: string }> =
  {
    declaration: { reason: 'Declared', what: 'A declared change waits' },
    greenroom: {
      reason: 'Rendered',
      what: 'A change of how Greenroom sets this up waits',
    },
    drift: {
      reason: 'Drifted',
      what: 'Somebody edited this on the cluster; putting it back waits',
    },
  };

const WHEN: Record<PendingUpdate['impact'], string> = {
  roll: 'its pods would be replaced. It is applied when it is stopped or restarted, or when somebody agrees',
  restart:
    'what runs would be restarted. It is applied when it is stopped or restarted, or when somebody agrees',
  stop: 'it can only be applied while nothing runs: stop it first',
};

/** That a change waits, and until when. */
export function updatePending({ pendingUpdate }: StatusContext): Condition[] {
  if (!pendingUpdate) return [];
  const { cause, impact, since, changes } = pendingUpdate;
  const { reason, what } = CAUSES[cause];
  const fields = changes.map(({ object, path }) => `${object}: ${path}`);
  return [
    {
      type: 'UpdatePending',
      status: 'True',
      reason,
      message: `${what}, because ${WHEN[impact]}. It changes ${fields.join(
        ', ',
      )}.`,
      since,
    },
  ];
}
