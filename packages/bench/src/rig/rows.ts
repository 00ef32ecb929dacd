import { Summary, summarise } from './statistics';

/** One figure of the report. */
export interface Row extends Summary {
  /** `B1`, … as in docs/benchmarks.md. */
  scenario: string;
  metric: string;
  unit: string;
  /** Whose figure it is. */
  subject: string;
  /** Against whom, in the same run. */
  peer?: string;
}

/** Collects what the repeats of a scenario measured. */
export class Figures {
  readonly #scenario: string;
  readonly #figures = new Map<
    string,
    { row: Omit<Row, 'scenario' | keyof Summary>; figures: number[] }
  >();

  constructor(scenario: string) {
    this.#scenario = scenario;
  }

  add(
    metric: string,
    unit: string,
    figure: number,
    { subject = 'greenroom', peer }: { subject?: string; peer?: string } = {},
  ): void {
    const key = `${metric} ${subject} ${peer}`;
    const known = this.#figures.get(key) ?? {
      row: { metric, unit, subject, ...(peer && { peer }) },
      figures: [],
    };
    known.figures.push(figure);
    this.#figures.set(key, known);
  }

  rows(): Row[] {
    return [...this.#figures.values()].map(({ row, figures }) => ({
      scenario: this.#scenario,
      ...row,
      ...summarise(figures),
    }));
  }
}
