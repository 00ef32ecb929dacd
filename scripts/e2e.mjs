#!/usr/bin/env node
// `npm run e2e`: the browser tests. They start a portal of their own on free ports.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { bootstrapDependencies, bootstrapNode } from './lib/bootstrap.mjs';
import { passThrough } from './lib/children.mjs';
import { Failure } from './lib/failure.mjs';
import { runCommand } from './lib/lifetime.mjs';
import { childArguments, sourceArguments } from './lib/nodeArguments.mjs';
import { root } from './lib/paths.mjs';

await bootstrapNode();
await runCommand(async () => {
  await bootstrapDependencies();
  const runner = path.join(root, 'packages/e2e/src/run.ts');
  if (!existsSync(runner)) {
    throw new Failure('There are no browser tests.', `Expected ${runner}`);
  }
  return passThrough(
    process.execPath,
    [...childArguments, ...sourceArguments, runner, ...process.argv.slice(2)],
    { cwd: path.join(root, 'packages/e2e') },
  );
});
