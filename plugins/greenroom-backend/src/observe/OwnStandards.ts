import {
  HardwareProfile,
  WorkbenchImage,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  hardwareProfiles,
  imageStreams,
  ObservedKind,
  Seen,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  ClusterStandards,
  imagesOf,
  OfferingCluster,
  profileOf,
} from '../standards';
import { Observer } from './Observer';

function isFirst<T>(same: (a: T, b: T) => boolean) {
  return (entry: T, index: number, all: T[]): boolean =>
    all.findIndex(other => same(other, entry)) === index;
}

/** Projections never change: what one of them says is worked out once. */
function once<S extends Seen, R>(
  read: (seen: S, cluster: OfferingCluster) => R,
): (seen: S, cluster: OfferingCluster) => R {
  const known = new WeakMap<S, { result: R }>();
  return (seen, cluster) => {
    const before = known.get(seen);
    if (before) return before.result;
    const result = read(seen, cluster);
    known.set(seen, { result });
    return result;
  };
}

const firstOfItsName = isFirst<HardwareProfile>(
  (a, b) => a.name === b.name && a.namespace === b.namespace,
);
const firstOfItsKey = isFirst<WorkbenchImage>(
  (a, b) =>
    a.name === b.name && a.version === b.version && a.namespace === b.namespace,
);

/** The standards that one cluster offers itself, from what is watched anyway. */
export class OwnStandards {
  readonly #cluster: OfferingCluster;
  readonly #observer: Pick<Observer, 'collection'>;
  readonly #profile = once(profileOf);
  readonly #images = once(imagesOf);

  constructor(
    cluster: OfferingCluster,
    observer: Pick<Observer, 'collection'>,
  ) {
    this.#cluster = cluster;
    this.#observer = observer;
  }

  /** Whether a change of this object may change the profiles. */
  concerns({ kind }: Seen): boolean {
    return kind === hardwareProfiles.kind;
  }

  all(): ClusterStandards {
    return {
      hardwareProfiles: this.profiles(),
      workbenchImages: this.#list(imageStreams)
        .flatMap(seen => this.#images(seen, this.#cluster))
        .filter(firstOfItsKey),
    };
  }

  profiles(): HardwareProfile[] {
    return this.#list(hardwareProfiles)
      .flatMap(seen => this.#profile(seen, this.#cluster) ?? [])
      .filter(firstOfItsName);
  }

  /** Those of the first namespace first. */
  #list<T extends Seen>(kind: ObservedKind<T>): T[] {
    const { namespaces } = this.#cluster;
    const rank = ({ metadata: { namespace = '' } }: T) =>
      namespaces.indexOf(namespace);
    // A collection holds what its kind's `project` made.
    const seen = [...(this.#observer.collection(kind)?.list() ?? [])] as T[];
    return seen.sort((a, b) => rank(a) - rank(b));
  }
}
