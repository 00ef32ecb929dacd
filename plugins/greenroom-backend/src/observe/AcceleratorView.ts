import {
  AcceleratorUsage,
  Capacity,
  HardwareProfile,
  Preflight,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  nodes,
  pods,
  Seen,
  SeenNode,
  SeenPod,
} from '@greenroom/backstage-plugin-greenroom-node';
import { fit, inventory } from '../capacity';
import { Observer } from './Observer';

const isNode = (object: Seen): object is SeenNode => object.kind === 'Node';
const isPod = (object: Seen): object is SeenPod => object.kind === 'Pod';

const holdsDevices = ({ devices }: SeenPod): boolean =>
  Object.keys(devices).length > 0;

/** The accelerators of one cluster; counted again only after something that matters has changed. */
export class AcceleratorView {
  readonly #cluster: string;
  readonly #observer: Pick<Observer, 'collection'>;
  readonly #profiles: () => readonly HardwareProfile[];
  #counted?: { accelerators: readonly AcceleratorUsage[]; simulated: boolean };
  #lastAsked = '';

  /** @param profiles - they say what people call a device */
  constructor(
    cluster: string,
    observer: Pick<Observer, 'collection'>,
    profiles: () => readonly HardwareProfile[],
  ) {
    this.#cluster = cluster;
    this.#observer = observer;
    this.#profiles = profiles;
  }

  /** Whether a change of this object changes the count; if so, forgets the last one. */
  concerns(object: Seen): boolean {
    const concerned = isNode(object) || (isPod(object) && holdsDevices(object));
    if (concerned) this.#counted = undefined;
    return concerned;
  }

  /** The profiles have changed, and with them what people call a device. */
  renamed(): void {
    this.#counted = undefined;
  }

  /** Whether more or less is free than when this was asked last. */
  changedSinceAsked(): boolean {
    const now = JSON.stringify(
      this.known()?.accelerators.map(
        ({ resource, product, largestFree, free }) => [
          resource,
          product,
          largestFree,
          free,
        ],
      ),
    );
    const changed = now !== this.#lastAsked;
    this.#lastAsked = now;
    return changed;
  }

  /** Undefined: it cannot be told, since nodes or pods are not all seen. */
  known():
    | { accelerators: readonly AcceleratorUsage[]; simulated: boolean }
    | undefined {
    if (this.#unknownBecause()) return undefined;
    this.#counted ??= this.#count();
    return this.#counted;
  }

  /** This cluster's part of `GET /v1/capacity`. */
  capacity(): {
    cluster: Capacity['clusters'][number];
    accelerators: readonly AcceleratorUsage[];
  } {
    const known = this.known();
    const healths = [nodes, pods].map(
      kind => this.#observer.collection(kind)?.health,
    );
    const contacts = healths.map(health => health?.lastContact?.toISOString());
    return {
      cluster: {
        cluster: this.#cluster,
        known: known !== undefined,
        reason: this.#unknownBecause(),
        stale: known !== undefined && healths.some(h => h?.state !== 'live'),
        simulated: known?.simulated ?? false,
        observedAt: known && contacts.sort()[0],
      },
      accelerators: known?.accelerators ?? [],
    };
  }

  /** Whether a pod with so many devices of the profile finds a node now, later or never. */
  fit(
    profile: HardwareProfile,
    count?: number,
  ): Pick<Preflight, 'fit' | 'summary'> {
    const { known, stale, reason } = this.capacity().cluster;
    if (!known || stale) {
      return {
        fit: 'cannot-tell',
        summary: `The capacity of cluster ${this.#cluster} is not known${
          reason ? `: ${reason}` : ''
        }.`,
      };
    }
    return fit({
      profile,
      count,
      nodes: this.#list<SeenNode>(nodes),
      pods: this.#list<SeenPod>(pods),
    });
  }

  #unknownBecause(): string | undefined {
    for (const kind of [nodes, pods]) {
      const collection = this.#observer.collection(kind);
      if (collection?.health.state === 'denied') {
        return `Greenroom's account may not list and watch ${kind.kind}s in all namespaces of this cluster`;
      }
      if (!collection?.synced) {
        return `The ${kind.kind}s of this cluster have not been seen yet`;
      }
    }
    return undefined;
  }

  #count() {
    const seenNodes = this.#list<SeenNode>(nodes);
    return {
      accelerators: inventory({
        cluster: this.#cluster,
        nodes: seenNodes,
        pods: this.#list<SeenPod>(pods),
        profiles: this.#profiles(),
      }),
      simulated:
        seenNodes.length > 0 && seenNodes.every(({ simulated }) => simulated),
    };
  }

  #list<T extends Seen>(kind: { apiVersion: string; kind: string }): T[] {
    // A collection holds what its kind's `project` made.
    return [...(this.#observer.collection(kind)?.list() ?? [])] as T[];
  }
}
