#!/usr/bin/env node
// `npm run soak [-- --minutes N] [--seeds N]`: what shows only after a while, or only seldom.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrapDependencies, bootstrapNode } from './lib/bootstrap.mjs';
import { passThrough } from './lib/children.mjs';
import { Failure } from './lib/failure.mjs';
import { runCommand } from './lib/lifetime.mjs';
import { childArguments, sourceArguments } from './lib/nodeArguments.mjs';
import { root } from './lib/paths.mjs';

const PROPERTY = 'greenroom-backend/src/reconcile/faults/property.test.ts';

function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        minutes: { type: 'string', default: '20' },
        seeds: { type: 'string', default: '1000' },
      },
    }).values;
  } catch (error) {
    throw new Failure(
      error.message,
      'npm run soak -- [--minutes N] [--seeds N]',
    );
  }
}

await bootstrapNode();
await runCommand(async () => {
  const { minutes, seeds } = parse(process.argv.slice(2));
  await bootstrapDependencies();
  const slopes = await passThrough(process.execPath, [
    ...childArguments,
    ...sourceArguments,
    path.join(root, 'packages/bench/src/soak.ts'),
    '--minutes',
    minutes,
  ]);
  const random = await passThrough(
    process.execPath,
    [...childArguments, path.join(root, 'scripts/test.mjs'), PROPERTY],
    { env: { GREENROOM_SEEDS: seeds } },
  );
  return slopes || random;
});
