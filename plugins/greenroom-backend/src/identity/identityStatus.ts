import {
  ANNOTATION_REVISION,
  ClusterIdentity,
  Explanation,
  Fix,
  IdentityState,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import { describeObject } from '@greenroom/backstage-plugin-greenroom-node';

/** Why nothing is written for an asset, besides what its cluster is seen to do. */
export interface WithheldContext {
  cluster: string;
  /** Milliseconds since the epoch. */
  now: number;
}

const SUMMARIES: Record<
  Exclude<IdentityState, 'Ours'>,
  (cluster: string) => string
> = {
  Unclaimed: cluster => `Greenroom has not claimed cluster '${cluster}' yet.`,
  OtherInstallation: cluster =>
    `Cluster '${cluster}' belongs to another installation of Greenroom, so nothing is changed there.`,
  RestoredBehind: cluster =>
    `Cluster '${cluster}' was changed by a newer database than this one, so nothing is changed there before somebody decides which of them counts.`,
  ClusterReplaced: cluster =>
    `Another cluster answers at the address of '${cluster}', so nothing is changed there before somebody confirms it.`,
  InstallationUnnamed: () =>
    'This installation of Greenroom has no id, so it changes nothing.',
  IdentityUnknown: cluster =>
    `Greenroom cannot tell whether cluster '${cluster}' is its own, so nothing is changed there.`,
};

const FIXES: Partial<Record<IdentityState, Fix[]>> = {
  Unclaimed: [{ text: 'Wait a moment.' }],
  RestoredBehind: [
    { text: 'Import what the cluster has: it is the newer one.' },
    {
      text: 'Take the cluster over: then what is declared here is what counts.',
    },
  ],
};

const ASK: Fix[] = [
  { text: 'Ask the platform team; the evidence says what to do.' },
];

/** What is seen of an asset on a cluster that Greenroom must not write to. Pure. */
export function withheld(
  status: Status,
  identity: ClusterIdentity,
  { cluster, now }: WithheldContext,
): Status {
  const { state, message } = identity;
  if (state === 'Ours') return status;
  return held(status, now, {
    reason: state,
    summary: SUMMARIES[state](cluster),
    chain: [{ object: `Cluster ${cluster}`, evidence: message }],
    fixes: FIXES[state] ?? ASK,
  });
}

/** An object that was written for a newer revision than the database has. */
export interface Behind {
  /** e.g. `StatefulSet fraud/explore` */
  object: string;
  /** The revision that it bears. */
  revision: number;
}

interface Stamped {
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    annotations?: Record<string, string>;
  };
}

/** The object with the newest revision that the declaration has not come to; undefined when there is none. Pure. */
export function findBehind(
  { revision }: { revision: number },
  objects: Iterable<Stamped>,
): Behind | undefined {
  let newest: Behind | undefined;
  for (const object of objects) {
    const borne = Number(object.metadata.annotations?.[ANNOTATION_REVISION]);
    if (Number.isSafeInteger(borne) && borne > (newest?.revision ?? revision)) {
      newest = { object: describeObject(object), revision: borne };
    }
  }
  return newest;
}

/** What is seen of an asset whose objects are newer than the database. Pure. */
export function restoredBehind(
  status: Status,
  { object, revision }: Behind,
  { cluster, now }: WithheldContext,
): Status {
  return held(status, now, {
    reason: 'RestoredBehind',
    summary: `Cluster '${cluster}' has revision ${revision} of this, and the database has ${status.revision}: an older one was restored. Nothing is changed before somebody decides which of them counts.`,
    chain: [
      { object: `Cluster ${cluster}` },
      { object, evidence: `${ANNOTATION_REVISION}: "${revision}"` },
    ],
    fixes: FIXES.RestoredBehind ?? ASK,
  });
}

/** What is wrong with what runs stays the first thing to read, unless what is declared waits for this. */
function held(status: Status, now: number, why: Explanation): Status {
  const waits = status.observedRevision !== status.revision;
  return {
    ...status,
    conditions: [
      ...status.conditions,
      {
        type: 'Writable',
        status: 'False',
        reason: why.reason,
        message: why.summary,
        since: new Date(now).toISOString(),
      },
    ],
    explanation: waits ? why : status.explanation ?? why,
  };
}
