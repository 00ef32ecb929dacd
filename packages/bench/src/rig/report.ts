import { barOf, reaches } from '../bars';
import { Row } from './rows';

/** One run, as docs/benchmarks.json holds it. */
export interface Report {
  /** ISO 8601 date. */
  date: string;
  hardware: string;
  /** Whether the API server and the sides each had a core of their own. */
  pinned: boolean;
  repeats: number;
  rows: Row[];
  /** What was not measured in this run, and why. */
  left: string[];
}

/** The tables of docs/benchmarks.md. */
export function renderTables({ rows }: Report): string {
  const scenarios = [...new Set(rows.map(({ scenario }) => scenario))];
  return scenarios
    .map(scenario => {
      const lines = rows
        .filter(row => row.scenario === scenario)
        .map(
          row =>
            `| ${row.metric} | ${row.subject} | ${row.peer ?? ''} | ${figure(
              row.value,
            )} | ${figure(row.min)} to ${figure(row.max)} | ${row.unit} | ${bar(
              row,
            )} |`,
        );
      return [
        `### ${scenario}`,
        '',
        '| Metric | Whose | Against | Median | Range | Unit | Bar |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        ...lines,
      ].join('\n');
    })
    .join('\n\n');
}

function bar(row: Row): string {
  const found = barOf(row);
  if (!found) return '';
  const { min, max } = found;
  const text = min === undefined ? `≤ ${max}` : `≥ ${min}`;
  return `${text}${reaches(row, found, 'bar') ? '' : ' **missed**'}`;
}

/** Three digits say all that such a figure has to say. */
function figure(value: number): string {
  if (value === 0 || Math.abs(value) >= 1_000) return value.toFixed(0);
  return String(Number(value.toPrecision(3)));
}
