import {
  CheckFinding,
  ConnectionSpec,
  ConnectionValues,
} from '@greenroom/backstage-plugin-greenroom-common';
import { FindingError } from './FindingError';
import { Guard, GuardOptions } from './Guard';
import { PROBES } from './probes';

/** All that a check may take, in milliseconds; `networkFinding` has it in words. */
const PATIENCE_MS = 5_000;

export interface CheckerOptions extends GuardOptions {
  /** Certificate authorities to trust; those of Node.js when absent. */
  ca?: string;
  patienceMs?: number;
}

/** Finds out whether what a connection leads to answers, and takes its values. */
export class ConnectionChecker {
  readonly #guard: Guard;
  readonly #options: CheckerOptions;

  constructor(options: CheckerOptions) {
    this.#options = options;
    this.#guard = new Guard(options);
  }

  /**
   * @param valuesOf - fetches the values; not asked where nothing would be sent
   */
  async check(
    spec: ConnectionSpec,
    valuesOf: () => Promise<ConnectionValues>,
  ): Promise<CheckFinding> {
    const { ca, patienceMs = PATIENCE_MS } = this.#options;
    const probe = PROBES[spec.type];
    try {
      const refused = this.#guard.refusal(probe.destination(spec));
      if (refused) return refused;
      const values = await valuesOf();
      const signal = AbortSignal.timeout(patienceMs);
      return await probe.run(spec, values, { guard: this.#guard, ca, signal });
    } catch (error) {
      if (error instanceof FindingError) return error.finding;
      throw error;
    }
  }
}
