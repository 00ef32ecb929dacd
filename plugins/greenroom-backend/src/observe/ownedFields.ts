import { hash } from 'node:crypto';
import { FIELD_MANAGER } from '@greenroom/backstage-plugin-greenroom-common';

interface ManagedFields {
  manager?: string;
  operation?: string;
  subresource?: string;
  fieldsV1?: unknown;
}

/**
 * A short hash of the fields of an object that are ours, in the server's own
 * words; undefined when none are. Whoever changes or removes one of them takes
 * it out of our entry of `managedFields`, and so changes this.
 */
export function ownedFieldsHash({
  metadata,
}: {
  metadata: object;
}): string | undefined {
  const { managedFields } = metadata as { managedFields?: ManagedFields[] };
  const ours = managedFields?.find(
    ({ manager, operation, subresource }) =>
      manager === FIELD_MANAGER && operation === 'Apply' && !subresource,
  );
  return ours && hash('sha1', JSON.stringify(ours.fieldsV1), 'base64');
}
