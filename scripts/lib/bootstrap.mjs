import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { printFailure } from './failure.mjs';
import { ensureNode } from './node.mjs';
import { root, statePaths } from './paths.mjs';

/** What every command needs first: a Node that Backstage runs on. Never returns on an older one. */
export async function bootstrapNode() {
  try {
    await ensureNode();
  } catch (error) {
    printFailure(error);
    process.exit(1);
  }
}

/** What every command needs second: dependencies, and the binaries of packages on PATH. */
export async function bootstrapDependencies(state = statePaths()) {
  mkdirSync(state.logs, { recursive: true });
  process.env.PATH = [
    path.dirname(process.execPath),
    path.join(root, 'node_modules', '.bin'),
    process.env.PATH,
  ].join(path.delimiter);
  await ensureDependencies(state.logs);
}
