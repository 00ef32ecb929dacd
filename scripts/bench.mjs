#!/usr/bin/env node
// `npm run bench`: the engine beside its peers, on control planes of its own. See docs/benchmarks.md.
import path from 'node:path';
import { bootstrapDependencies, bootstrapNode } from './lib/bootstrap.mjs';
import { passThrough } from './lib/children.mjs';
import { runCommand } from './lib/lifetime.mjs';
import { childArguments, sourceArguments } from './lib/nodeArguments.mjs';
import { root } from './lib/paths.mjs';

await bootstrapNode();
await runCommand(async () => {
  await bootstrapDependencies();
  return passThrough(process.execPath, [
    ...childArguments,
    ...sourceArguments,
    path.join(root, 'packages/bench/src/main.ts'),
    ...process.argv.slice(2),
  ]);
});
