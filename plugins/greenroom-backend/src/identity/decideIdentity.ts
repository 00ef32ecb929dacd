import { ClusterIdentity } from '@greenroom/backstage-plugin-greenroom-common';

/** What the Lease of a cluster says: who may write there, and the newest database that did. */
export interface Claim {
  /** Absent on a Lease that is not one of ours. */
  installation?: string;
  /** Raised by each takeover. */
  epoch: number;
  /** Of the change feed, as of the last time that it was recorded. */
  sequence: number;
}

/** What this database remembers of the cluster. */
export interface KnownCluster extends Claim {
  installation: string;
  /** UID of the namespace kube-system. */
  uid: string;
}

/** What to do about an installation without an id. */
export const UNNAMED =
  'This installation has no id, so Greenroom only reads. Write a text that no other installation has (a UUID) under greenroom.installation.id in app-config, and keep it.';

/** All that decides whose a cluster is. */
export interface IdentityFacts {
  /** Name in app-config. */
  cluster: string;
  /** Our id in app-config. */
  installation?: string;
  /** UID of the namespace kube-system now. */
  uid: string;
  /** Undefined: the cluster has no Lease. */
  claim?: Claim;
  /** Undefined: this database has never written there. */
  known?: KnownCluster;
}

/**
 * Decides whose a cluster is. A database stores what it is about to record on
 * the cluster before it does, so a cluster that has more on record than the
 * database was written to by a newer one; and that stays so, however many
 * changes the older one gets. Pure.
 */
export function decideIdentity(facts: IdentityFacts): ClusterIdentity {
  const { cluster, installation, uid, claim } = facts;
  const { known } = facts;
  if (!installation) {
    return {
      state: 'InstallationUnnamed',
      message: UNNAMED,
    };
  }
  if (known && known.uid !== uid) {
    return {
      state: 'ClusterReplaced',
      installation: claim?.installation,
      message: `Another cluster answers at the address of '${cluster}': its kube-system namespace has UID ${uid}, and had ${
        known.uid
      }. If that is meant, ${takeOver(
        cluster,
      )}; everything declared is then made there anew.`,
    };
  }
  const ours = known?.installation === installation ? known : undefined;
  if (!claim) return unclaimed(facts, ours);
  if (claim.installation !== installation) {
    return {
      state: 'OtherInstallation',
      installation: claim.installation,
      message: `The cluster belongs to ${
        claim.installation
          ? `installation '${claim.installation}'`
          : 'somebody else: its Lease names no installation'
      }, and this one is '${installation}'. If this one shall write there, stop the other and ${takeOver(
        cluster,
      )}.`,
    };
  }
  if (!ours || isNewer(claim, ours)) {
    return {
      state: 'RestoredBehind',
      installation,
      message: `${older(
        claim,
        ours,
      )} Import what is missing (POST /v1/clusters/${cluster}/import), then ${takeOver(
        cluster,
      )}; or restore the newer database.`,
    };
  }
  return { state: 'Ours', installation };
}

/** Who takes away the Lease gives the cluster away, but not to a copy of this database. */
function unclaimed(
  { cluster, installation, known }: IdentityFacts,
  ours: KnownCluster | undefined,
): ClusterIdentity {
  if (!known || ours) return { state: 'Unclaimed' };
  return {
    state: 'OtherInstallation',
    installation: known.installation,
    message: `This database wrote to the cluster as installation '${
      known.installation
    }', and this one is '${installation}': the database is a copy, or the id was changed. If this installation shall write there, ${takeOver(
      cluster,
    )}.`,
  };
}

/** Whether a claim was made by a newer database. What cannot be read counts as newer. */
export function isNewer(claim: Claim, known: Claim): boolean {
  return claim.epoch === known.epoch
    ? !(claim.sequence <= known.sequence)
    : !(claim.epoch < known.epoch);
}

function older(claim: Claim, known: KnownCluster | undefined): string {
  if (!known) {
    return 'This installation has written to the cluster, but with another database than this one, which is lost or not the one in use.';
  }
  return claim.epoch === known.epoch
    ? `The cluster has seen change ${claim.sequence} of this installation, and this database remembers up to ${known.sequence}: an older one was restored.`
    : `The cluster was taken over (epoch ${claim.epoch}), and this database remembers epoch ${known.epoch}: an older one was restored, or a copy of it took over.`;
}

function takeOver(cluster: string): string {
  return `take the cluster over (POST /v1/clusters/${cluster}/takeover)`;
}
