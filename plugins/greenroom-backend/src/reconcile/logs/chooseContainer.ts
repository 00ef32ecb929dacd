import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  AssetContainer,
  LogRequest,
} from '@greenroom/backstage-plugin-greenroom-common';

/**
 * The container whose log is meant: only one of the asset's, whatever the
 * caller names. Pure.
 *
 * @param what - the asset, for messages
 * @throws NotFoundError when there is none of the name; ConflictError, which says why, when it has no log
 */
export function chooseContainer(
  what: string,
  containers: readonly AssetContainer[],
  { pod, container, previous = false }: LogRequest,
): AssetContainer {
  if (!containers.length) {
    throw new ConflictError(
      `${what} has no container on the cluster: it is stopped, or has not got that far`,
    );
  }
  const named = containers.filter(
    each =>
      (pod === undefined || each.pod === pod) &&
      (container === undefined || each.container === container),
  );
  const chosen = named.find(each => (previous ? each.previousLog : each.log));
  if (chosen) return chosen;
  const [first] = named;
  if (!first) {
    throw new NotFoundError(
      `${what} has no such container; it has ${containers
        .map(each => `${each.container} in ${each.pod}`)
        .join(', ')}`,
    );
  }
  const name = `Container ${first.container} of pod ${first.pod}`;
  throw new ConflictError(
    previous
      ? `${name} has not been restarted, so there is no log of before`
      : `${name} has not started yet${first.reason ? `: ${first.reason}` : ''}`,
  );
}
