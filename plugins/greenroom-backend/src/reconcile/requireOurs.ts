import { ConflictError } from '@backstage/errors';
import { ClusterScope } from './ClusterScope';

/** @throws ConflictError when nothing may be written to the cluster by this installation */
export function requireOurs({
  name,
  identity,
}: Pick<ClusterScope, 'name' | 'identity'>): void {
  const { state, message } = identity.state();
  if (state === 'Ours') return;
  throw new ConflictError(
    `Nothing is changed on cluster '${name}' (${state})${
      message ? `: ${message}` : ''
    }`,
  );
}
