#!/usr/bin/env node
// `npm run cluster -- up|down|status|reset`: the development cluster without the portal.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrapDependencies, bootstrapNode } from './lib/bootstrap.mjs';
import { passThrough } from './lib/children.mjs';
import { clusterArguments } from './lib/cluster.mjs';
import { Failure } from './lib/failure.mjs';
import { runCommand } from './lib/lifetime.mjs';
import { statePaths } from './lib/paths.mjs';

const COMMANDS = ['up', 'down', 'status', 'reset'];
const USAGE = `npm run cluster -- ${COMMANDS.join('|')} [--directory DIR]`;

function parse(args) {
  try {
    return parseArgs({
      args,
      options: { directory: { type: 'string' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new Failure(error.message, USAGE);
  }
}

await bootstrapNode();
await runCommand(async () => {
  const { values, positionals } = parse(process.argv.slice(2));
  const [command, ...more] = positionals;
  if (!COMMANDS.includes(command) || more.length) {
    throw new Failure(
      command
        ? `There is no command "${positionals.join(' ')}".`
        : 'Say what to do with the cluster.',
      USAGE,
    );
  }
  const state = statePaths();
  await bootstrapDependencies(state);
  return passThrough(
    process.execPath,
    clusterArguments(
      command,
      values.directory ? path.resolve(values.directory) : state.cluster,
    ),
  );
});
