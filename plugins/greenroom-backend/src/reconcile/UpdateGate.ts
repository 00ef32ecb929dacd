import { PendingUpdate } from '@greenroom/backstage-plugin-greenroom-common';
import {
  ManifestDifference,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import { decideUpdate, impactOf, pendingUpdate } from '../updates';
import { Loaded } from './records/reads';

type Cause = PendingUpdate['cause'];

/** Lets changes through to the cluster, or holds back those that restart what runs. */
export class UpdateGate {
  readonly #loaded: Loaded;
  readonly #target: Target;
  readonly #running: boolean | undefined;
  readonly #held: ManifestDifference[] = [];
  #cause?: Cause;

  /** @param running - whether pods of it run; undefined when that cannot be told */
  constructor(loaded: Loaded, target: Target, running: boolean | undefined) {
    this.#loaded = loaded;
    this.#target = target;
    this.#running = running;
  }

  /** Why what is rendered is not what was applied. */
  get renderingCause(): Cause {
    const { declaration, realisation } = this.#loaded;
    return declaration.revision > realisation.appliedRevision
      ? 'declaration'
      : 'greenroom';
  }

  /** Whether all of these may be applied now; they go together. */
  allows(differences: readonly ManifestDifference[], cause: Cause): boolean {
    const decision = decideUpdate({
      impacts: differences.map(each => impactOf(this.#target, each)),
      cause,
      running: this.#running,
      consented: this.#consented,
    });
    if (decision === 'apply') return true;
    this.#held.push(...differences);
    this.#cause ??= cause;
    return false;
  }

  /** What is held back now; the same as before keeps its time. */
  pending(): PendingUpdate | undefined {
    return this.#cause === undefined
      ? undefined
      : pendingUpdate(
          {
            cause: this.#cause,
            differences: this.#held,
            target: this.#target,
          },
          this.#loaded.realisation.pendingUpdate,
        );
  }

  /** The owner agreed after it had begun to wait. */
  get #consented(): boolean {
    const { declaration, realisation } = this.#loaded;
    const since = realisation.pendingUpdate?.since;
    const at = declaration.consent?.at;
    return since !== undefined && at !== undefined && at >= since;
  }
}
