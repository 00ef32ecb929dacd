import { PendingUpdate } from '@greenroom/backstage-plugin-greenroom-common';
import {
  ManifestDifference,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  decideUpdate,
  HeldUpdate,
  heldUpdate,
  impactOf,
  isConsented,
} from '../updates';
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
    const { declaration, realisation } = this.#loaded;
    const impacts = differences.map(each => impactOf(this.#target, each));
    if (
      decideUpdate({ impacts, cause, running: this.#running }) === 'apply' ||
      isConsented(differences, realisation.heldUpdate, declaration.consent)
    ) {
      return true;
    }
    this.#held.push(...differences.filter(({ changes }) => changes.length));
    this.#cause ??= cause;
    return false;
  }

  /** What is held back now; the same as before keeps its time. */
  held(): HeldUpdate | undefined {
    return this.#cause === undefined
      ? undefined
      : heldUpdate(
          {
            cause: this.#cause,
            differences: this.#held,
            target: this.#target,
          },
          this.#loaded.realisation.heldUpdate,
        );
  }
}
