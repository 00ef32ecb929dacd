import { ConflictError } from '@backstage/errors';
import { Kind } from '@greenroom/backstage-plugin-greenroom-common';
import {
  ClusterCapabilities,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';

/** A target, or why there is none, in words an administrator can act on. */
export type Choice<K extends Kind> =
  | { target: Target<K>; missing?: undefined }
  | { target?: undefined; missing: string };

/** The ways in which kinds can be realised. */
export class TargetRegistry {
  readonly #targets = new Map<string, Target>();

  constructor(targets: readonly Target[] = []) {
    this.add(...targets);
  }

  /** @throws ConflictError when the kind has a target of that id already */
  add(...targets: readonly Target[]): void {
    for (const target of targets) {
      const key = keyOf(target.kind, target.id);
      if (this.#targets.has(key)) {
        throw new ConflictError(
          `Target "${target.id}" of ${target.kind} is registered twice: give one of them another id`,
        );
      }
      this.#targets.set(key, target);
    }
  }

  all(): Target[] {
    return [...this.#targets.values()];
  }

  get<K extends Kind>(kind: K, id: string): Target<K> | undefined {
    return this.#targets.get(keyOf(kind, id)) as Target<K> | undefined;
  }

  /**
   * The target that a declaration gets on a cluster.
   * @param fixed - the one that was chosen before: it is kept while the cluster
   * offers it, because another one would make the asset anew
   */
  choose<K extends Kind>(
    kind: K,
    cluster: ClusterCapabilities,
    fixed?: string,
  ): Choice<K> {
    if (fixed !== undefined) return this.#kept(kind, cluster, fixed);
    const offers = this.#of(kind).map(target => ({
      target,
      offer: target.offered(cluster),
    }));
    let best: { target: Target<K>; preference: number } | undefined;
    const missing: string[] = [];
    for (const { target, offer } of offers) {
      if ('missing' in offer) missing.push(`${target.id}: ${offer.missing}`);
      else if (!best || offer.preference > best.preference) {
        best = { target, preference: offer.preference };
      }
    }
    if (best) return { target: best.target };
    return {
      missing: missing.length
        ? missing.join('; ')
        : `No target for ${kind} is installed`,
    };
  }

  #kept<K extends Kind>(
    kind: K,
    cluster: ClusterCapabilities,
    id: string,
  ): Choice<K> {
    const target = this.get(kind, id);
    if (!target) {
      return { missing: `Target "${id}" of ${kind} is not installed` };
    }
    const offer = target.offered(cluster);
    return 'missing' in offer
      ? { missing: `${id}: ${offer.missing}` }
      : { target };
  }

  #of<K extends Kind>(kind: K): Target<K>[] {
    return this.all().filter(
      target => target.kind === kind,
    ) as Target<Kind>[] as Target<K>[];
  }
}

function keyOf(kind: Kind, id: string): string {
  return `${kind}/${id}`;
}
