import { LoggerService } from '@backstage/backend-plugin-api';

/** Why an entity is not declared as it stands. */
export interface Problem {
  entityRef: string;
  message: string;
}

/** The problems of the last read; each is logged once, until it changes. */
export class ProblemLog {
  readonly #logger: LoggerService;
  #problems: readonly Problem[] = [];

  constructor(logger: LoggerService) {
    this.#logger = logger;
  }

  all(): readonly Problem[] {
    return this.#problems;
  }

  replace(problems: readonly Problem[]): void {
    const known = new Set(this.#problems.map(textOf));
    for (const problem of problems) {
      if (!known.has(textOf(problem))) this.#logger.warn(textOf(problem));
    }
    this.#problems = problems;
  }
}

function textOf({ entityRef, message }: Problem): string {
  return `Not declared from ${entityRef}: ${message}`;
}
