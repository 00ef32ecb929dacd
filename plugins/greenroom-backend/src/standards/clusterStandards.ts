import {
  HardwareProfile,
  Standards,
  WorkbenchImage,
} from '@greenroom/backstage-plugin-greenroom-common';

/** The standards that clusters offer themselves too. */
export type ClusterStandards = Pick<
  Standards,
  'hardwareProfiles' | 'workbenchImages'
>;

/** Where something is to be used. */
export interface StandardPlace {
  cluster: string;
  /** Absent: anywhere on the cluster. */
  namespace?: string;
}

type Entry = HardwareProfile | WorkbenchImage;

/** A profile is chosen by its name alone, an image by name and version. */
const profileKey = ({ name }: HardwareProfile) => name;
const imageKey = ({ name, version }: WorkbenchImage) => `${name}@${version}`;

/** All that is offered: what is configured goes before what a cluster has under the same name. */
export function withClusters<S extends ClusterStandards>(
  standards: S,
  own: ClusterStandards,
): S {
  return {
    ...standards,
    hardwareProfiles: joined(
      standards.hardwareProfiles,
      own.hardwareProfiles,
      profileKey,
    ),
    workbenchImages: joined(
      standards.workbenchImages,
      own.workbenchImages,
      imageKey,
    ),
  };
}

/** Those of the standards that may be used in a place: where both have a name, its namespace's own before everybody's. */
export function offeredIn<S extends ClusterStandards>(
  standards: S,
  place: StandardPlace,
): S {
  return {
    ...standards,
    hardwareProfiles: nearest(standards.hardwareProfiles, place, profileKey),
    workbenchImages: nearest(standards.workbenchImages, place, imageKey),
  };
}

/** Those that are not for one project alone. */
export function offeredToAll<S extends ClusterStandards>(standards: S): S {
  return {
    ...standards,
    hardwareProfiles: standards.hardwareProfiles.filter(isForAll),
    workbenchImages: standards.workbenchImages.filter(isForAll),
  };
}

function isForAll({ namespace }: Entry): boolean {
  return namespace === undefined;
}

function joined<T extends Entry>(
  configured: readonly T[],
  own: readonly T[],
  keyOf: (entry: T) => string,
): T[] {
  const isHidden = (entry: T) =>
    configured.some(
      other =>
        (other.cluster === undefined || other.cluster === entry.cluster) &&
        keyOf(other) === keyOf(entry),
    );
  return [...configured, ...own.filter(entry => !isHidden(entry))];
}

function nearest<T extends Entry>(
  entries: readonly T[],
  { cluster, namespace }: StandardPlace,
  keyOf: (entry: T) => string,
): T[] {
  const offered = entries.filter(
    entry =>
      (entry.cluster === undefined || entry.cluster === cluster) &&
      (entry.namespace === undefined || entry.namespace === namespace),
  );
  const local = new Set(
    offered.filter(entry => entry.namespace !== undefined).map(keyOf),
  );
  return offered.filter(
    entry => entry.namespace !== undefined || !local.has(keyOf(entry)),
  );
}
