#!/usr/bin/env node
// `npm test`: every check that CI runs. The last line is always `N passed, N failed`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrapDependencies, bootstrapNode } from './lib/bootstrap.mjs';
import { checks } from './lib/checks.mjs';
import { stop } from './lib/children.mjs';
import { startCluster } from './lib/cluster.mjs';
import { Failure, printFailure } from './lib/failure.mjs';
import { runCommand } from './lib/lifetime.mjs';
import { statePaths } from './lib/paths.mjs';
import { elapsed, step } from './lib/progress.mjs';

const USAGE = `npm test -- [--only ${Object.keys(checks).join(
  '|',
)}]... [pattern of Jest test files]...`;

function parse(args) {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      options: { only: { type: 'string', multiple: true } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new Failure(error.message, USAGE);
  }
  const filters = parsed.positionals;
  const only =
    parsed.values.only ?? (filters.length ? ['unit'] : Object.keys(checks));
  const unknown = only.find(name => !(name in checks));
  if (unknown) {
    throw new Failure(`There is no check "${unknown}".`, USAGE);
  }
  return {
    filters,
    only: Object.keys(checks).filter(name => only.includes(name)),
  };
}

/** Runs one check and says how it went; of a failed one, the end of its output. */
async function runCheck(name, context) {
  const started = Date.now();
  const result = await step(
    name,
    report => checks[name]({ ...context, report }),
    {
      summary: false,
    },
  );
  const mark = result.failed ? '✘' : '✔';
  if (result.failed) {
    process.stdout.write(
      `\n${result.output.join('\n')}\n\nAll output: ${context.log}\n`,
    );
  }
  process.stdout.write(
    `${mark} ${name.padEnd(8)} ${result.passed} passed, ${
      result.failed
    } failed (${elapsed(Date.now() - started)})\n`,
  );
  return result;
}

/** Runs checks one after another and adds up what they found. */
async function runChecks({ only, filters }, total, stopping) {
  const state = statePaths();
  await bootstrapDependencies(state);

  const directory = mkdtempSync(path.join(tmpdir(), 'greenroom-test-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));

  // One cluster for all tests, started while the checks that need none run.
  const cluster = only.includes('unit')
    ? startCluster({
        directory: path.join(directory, 'cluster'),
        logs: path.join(state.logs, 'test'),
        title: 'Starting the cluster of the tests',
        stopping,
      }).catch(error => {
        printFailure(error);
        total.failed += 1;
      })
    : undefined;

  for (const name of only) {
    stopping.throwIfAborted();
    const shared = name === 'unit' ? await cluster : undefined;
    const { passed, failed } = await runCheck(name, {
      filters,
      log: path.join(state.logs, 'test', `${name}.log`),
      env: shared && { GREENROOM_TEST_CLUSTER: shared.state },
    });
    total.passed += passed;
    total.failed += failed;
    if (shared) {
      await stop(shared.child);
    }
  }
}

await bootstrapNode();
await runCommand(async stopping => {
  const options = parse(process.argv.slice(2));
  const total = { passed: 0, failed: 0 };
  try {
    await runChecks(options, total, stopping);
  } catch (error) {
    stopping.throwIfAborted();
    // What could not even be prepared has failed too, and the last line is to say so.
    printFailure(error);
    total.failed += 1;
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed ? 1 : 0;
});
