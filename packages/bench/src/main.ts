import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { barOf, reaches } from './bars';
import { BenchCluster } from './rig/cluster';
import { renderTables, Report } from './rig/report';
import { Row } from './rig/rows';
import { SCENARIOS } from './scenarios';
import { Sizes } from './scenarios/Scenario';

const DOCS = resolve(__dirname, '../../../docs');
const MARK = '<!-- tables -->';

const USUAL: Sizes = {
  repeats: 5,
  create: 500,
  existing: 2_000,
  changes: 100,
  restSeconds: 60,
};

/** Enough to see what is far off, on cores that others use too. */
const QUICK: Sizes = {
  repeats: 2,
  create: 60,
  existing: 100,
  changes: 20,
  restSeconds: 5,
};

/** What `npm test` runs: counts, and the ratios of creation. */
const QUICK_IDS = new Set(['B1', 'B2', 'B3–B6', 'B12']);

interface Options {
  sizes: Sizes;
  quick: boolean;
  only?: string[];
  write: boolean;
}

function parse(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      repeats: { type: 'string' },
      create: { type: 'string' },
      existing: { type: 'string' },
      rest: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  const base = values.quick ? QUICK : USUAL;
  const number = (text: string | undefined, usual: number) => {
    const value = text === undefined ? usual : Number(text);
    if (!Number.isInteger(value) || value < 1) {
      throw new Error(`'${text}' is not a number of at least 1`);
    }
    return value;
  };
  return {
    quick: values.quick,
    only: values.only,
    write: values.write,
    sizes: {
      ...base,
      repeats: number(values.repeats, base.repeats),
      create: number(values.create, base.create),
      existing: number(values.existing, base.existing),
      restSeconds: number(values.rest, base.restSeconds),
    },
  };
}

/** Of the scenario that runs. */
let running: BenchCluster | undefined;
const stopEarly = () =>
  Promise.resolve(running?.stop()).finally(() => process.exit(1));
process.once('SIGINT', stopEarly);
process.once('SIGTERM', stopEarly);

const say = (text: string) => process.stdout.write(`${text}\n`);

/**
 * Runs the scenarios one after the other, each on a control plane of its own,
 * and prints their figures. `--quick` fails for what is far off; `--write` keeps
 * the figures in docs/. The last line is `N passed, N failed`.
 */
async function main(args: string[]): Promise<number> {
  const { sizes, quick, only, write } = parse(args);
  const chosen = SCENARIOS.filter(({ id }) =>
    only ? only.includes(id) : !quick || QUICK_IDS.has(id),
  );
  const report: Report = {
    date: new Date().toISOString().slice(0, 10),
    hardware: hardware(),
    pinned: false,
    repeats: sizes.repeats,
    rows: [],
    left: [],
  };
  for (const scenario of chosen) {
    const cluster = await BenchCluster.start();
    running = cluster;
    report.pinned = cluster.pin();
    try {
      report.rows.push(
        ...(await scenario.run({
          cluster,
          sizes,
          progress: text => say(`  ${scenario.id}: ${text}`),
        })),
      );
    } catch (error) {
      say(
        `${scenario.id} failed: ${
          error instanceof Error ? error.stack : error
        }`,
      );
      report.left.push(`${scenario.id}: failed`);
    } finally {
      running = undefined;
      await cluster.stop();
    }
  }
  say(renderTables(report));
  if (write) await keep(report);
  const failed = [
    ...report.left,
    ...report.rows.filter(row => isFailure(row, quick)).map(describe),
  ];
  failed.forEach(line => say(`✘ ${line}`));
  const looked = report.rows.filter(row => barOf(row)).length;
  say(
    `${looked - failed.length + report.left.length} passed, ${
      failed.length
    } failed`,
  );
  return failed.length ? 1 : 0;
}

function isFailure(row: Row, quick: boolean): boolean {
  const bar = barOf(row);
  return bar !== undefined && quick && !reaches(row, bar, 'far');
}

function describe(row: Row): string {
  return `${row.scenario} ${row.metric} is ${row.value}: far from what docs/benchmarks.md promises`;
}

function hardware(): string {
  const [{ model }] = cpus();
  return `${cpus().length} × ${model.trim()}, ${Math.round(
    totalmem() / 2 ** 30,
  )} GiB, Node ${process.versions.node}, ${execFileSync('uname', ['-sr'])
    .toString()
    .trim()}`;
}

/** Replaces the rows of the scenarios that were run, and renders the tables anew. */
async function keep(report: Report): Promise<void> {
  const file = resolve(DOCS, 'benchmarks.json');
  const ran = new Set(report.rows.map(({ scenario }) => scenario));
  const before: Report | undefined = await readFile(file, 'utf8').then(
    JSON.parse,
    () => undefined,
  );
  const rows = [
    ...(before?.rows ?? []).filter(({ scenario }) => !ran.has(scenario)),
    ...report.rows,
  ].sort((a, b) => order(a.scenario) - order(b.scenario));
  await writeFile(file, `${JSON.stringify({ ...report, rows }, null, 2)}\n`);
  const page = resolve(DOCS, 'benchmarks.md');
  const [text] = (await readFile(page, 'utf8')).split(MARK);
  await writeFile(
    page,
    `${text}${MARK}\n\nMeasured on ${report.date}: ${report.hardware}${
      report.pinned
        ? ', API server and etcd on one core, sides on the other'
        : ''
    }.\n\n${renderTables({ ...report, rows })}\n`,
  );
}

/** `B2` before `B10`, and what is no B last. */
function order(scenario: string): number {
  const number = Number(/^B(\d+)/.exec(scenario)?.[1] ?? 99);
  return number;
}

main(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    say(error instanceof Error ? error.stack ?? error.message : String(error));
    say('0 passed, 1 failed');
    process.exit(1);
  },
);
