import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { run } from './children.mjs';
import { childArguments, sourceArguments } from './nodeArguments.mjs';
import { root } from './paths.mjs';

/**
 * What a check found: how many tests passed and failed, and output that explains failures. A check
 * that is no suite of tests counts as one.
 *
 * @typedef {{ passed: number, failed: number, output: string[] }} Result
 */

const backstageCli = path.join(
  root,
  'node_modules/@backstage/cli/bin/backstage-cli',
);
const binary = name => path.join(root, 'node_modules/.bin', name);

/** Runs a program of ours under Node; its output goes to the log and, abridged, into the result. */
async function node(args, { log, report, env, cwd = root }) {
  const end = await run(process.execPath, [...childArguments, ...args], {
    cwd,
    env,
    log,
    onLine: line => report(stripVTControlCharacters(line).trim().slice(0, 100)),
  });
  return {
    ok: end.code === 0,
    output: end.error ? [String(end.error)] : end.lastLines,
  };
}

const asOne = ({ ok, output }) => ({
  passed: ok ? 1 : 0,
  failed: ok ? 0 : 1,
  output,
});

/** Adds a failure when a suite ended badly although all its tests passed: something broke around them. */
const suite = ({ ok, output }, { passed, failed }) => ({
  passed,
  failed: ok || failed > 0 ? failed : 1,
  output,
});

/** Counts of `node --test` from its TAP-like summary lines. */
export function countNodeTests(lines) {
  const count = name =>
    Number(
      lines
        .map(
          line => new RegExp(`^(?:#|ℹ) ${name} (\\d+)$`).exec(line.trim())?.[1],
        )
        .find(Boolean) ?? 0,
    );
  return { passed: count('pass'), failed: count('fail') + count('cancelled') };
}

/** Counts of Jest from its JSON report; a file that could not be run counts as one failure. */
export function countJestTests(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
  };
}

/** The counts on the last line of the form `N passed, N failed`, if there is one. */
export function countSummary(lines) {
  const match = lines
    .map(line => /^(\d+) passed, (\d+) failed$/.exec(line.trim()))
    .filter(Boolean)
    .pop();
  return match && { passed: Number(match[1]), failed: Number(match[2]) };
}

/** Of a program whose last line is `N passed, N failed`. */
function counted(end) {
  const counts = countSummary(end.output);
  return counts ? suite(end, counts) : asOne({ ...end, ok: false });
}

/** The checks of `npm test` by name, in their order. Each gets `{ log, report, env, filters }`. */
export const checks = {
  types: async context =>
    asOne(await node([binary('tsc'), '--pretty'], context)),

  lint: async context =>
    asOne(
      await node(
        [backstageCli, 'repo', 'lint', '--max-warnings', '0'],
        context,
      ),
    ),

  format: async context =>
    asOne(await node([binary('prettier'), '--check', '.'], context)),

  scripts: async context => {
    const end = await node(['--test', 'scripts/**/*.test.mjs'], context);
    return suite(end, countNodeTests(end.output));
  },

  unit: async context => {
    const report = `${context.log}.json`;
    const end = await node(
      [
        backstageCli,
        'repo',
        'test',
        '--watchAll=false',
        '--maxWorkers=2',
        '--json',
        `--outputFile=${report}`,
        ...context.filters,
      ],
      // Jest needs it for `import()` of ES modules, such as @kubernetes/client-node.
      {
        ...context,
        env: { ...context.env, NODE_OPTIONS: '--experimental-vm-modules' },
      },
    );
    return existsSync(report)
      ? suite(end, countJestTests(JSON.parse(readFileSync(report, 'utf8'))))
      : asOne({ ...end, ok: false });
  },

  e2e: async context => {
    const end = await node(
      [...sourceArguments, path.join(root, 'packages/e2e/src/run.ts')],
      { ...context, cwd: path.join(root, 'packages/e2e') },
    );
    return counted(end);
  },

  bench: async context => {
    const end = await node(
      [
        ...sourceArguments,
        path.join(root, 'packages/bench/src/main.ts'),
        '--quick',
      ],
      context,
    );
    return counted(end);
  },
};
