import { ObservedKind, Seen } from '../Observations';
import { seenMetadata } from './meta';

export interface SeenClaim extends Seen {
  kind: 'PersistentVolumeClaim';
  phase?: string;
  storageClass?: string;
  requested?: string;
  capacity?: string;
}

interface Claim {
  spec?: {
    storageClassName?: string;
    resources?: { requests?: { storage?: string } };
  };
  status?: { phase?: string; capacity?: { storage?: string } };
}

export const claims: ObservedKind<SeenClaim> = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  labels: ['greenroom.dev/declaration'],
  project: object => {
    const { spec, status } = object as Claim;
    return {
      kind: 'PersistentVolumeClaim',
      metadata: seenMetadata(object),
      phase: status?.phase,
      storageClass: spec?.storageClassName,
      requested: spec?.resources?.requests?.storage,
      capacity: status?.capacity?.storage,
    };
  },
};
