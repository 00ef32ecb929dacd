import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Explanation,
  Status,
  Step,
} from '@greenroom/backstage-plugin-greenroom-common';

const STEP_WORDS: Record<Step['state'], string | undefined> = {
  done: 'Done',
  active: 'Waiting for',
  failed: 'Failed',
  waiting: undefined,
};

/** Says in the task log what changed since it was last told, each thing once. */
export class ProgressLog {
  readonly #logger: LoggerService;
  readonly #said = new Set<string>();
  #cause?: string;

  constructor(logger: LoggerService) {
    this.#logger = logger;
  }

  report({ phase, steps, explanation }: Status): void {
    for (const { name, state } of steps) {
      const words = STEP_WORDS[state];
      if (words) this.once(`${words}: ${name}`);
    }
    const cause = explanation && `${phase}: ${explanation.summary}`;
    if (cause && cause !== this.#cause) this.#logger.info(cause);
    this.#cause = cause;
  }

  /** Logs a line that was not logged before. */
  once(line: string): void {
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.#logger.info(line);
  }

  /** The whole explanation: what is wrong, how we know, and what to do. */
  explain({ summary, chain, fixes }: Explanation): void {
    this.#logger.warn(summary);
    for (const { object, evidence } of chain) {
      if (evidence) this.#logger.warn(`${object}: ${evidence}`);
    }
    for (const { text } of fixes) this.#logger.warn(`What to do: ${text}`);
  }
}
