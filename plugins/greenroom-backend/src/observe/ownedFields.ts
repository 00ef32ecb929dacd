import { hash } from 'node:crypto';
import {
  ANNOTATION_REVISION,
  FIELD_MANAGER,
} from '@greenroom/backstage-plugin-greenroom-common';

interface ManagedFields {
  manager?: string;
  operation?: string;
  subresource?: string;
  time?: string;
  fieldsV1?: unknown;
}

interface Metadata {
  annotations?: Record<string, string>;
  managedFields?: ManagedFields[];
}

/**
 * A short hash of which fields of an object are ours, in the server's own words,
 * and of when and for which revision we last changed one; undefined when none
 * are. Whoever changes or removes one of them takes it out of our entry of
 * `managedFields`. Another replica of ours does not: what it sent before it lost
 * the cluster has another time, which is counted in seconds, or revision.
 */
export function ownedFieldsHash({
  metadata,
}: {
  metadata: object;
}): string | undefined {
  const { annotations, managedFields } = metadata as Metadata;
  const ours = managedFields?.find(
    ({ manager, operation, subresource }) =>
      manager === FIELD_MANAGER && operation === 'Apply' && !subresource,
  );
  if (!ours) return undefined;
  const { fieldsV1, time } = ours;
  const revision = annotations?.[ANNOTATION_REVISION];
  return hash('sha1', JSON.stringify([fieldsV1, time, revision]), 'base64');
}
