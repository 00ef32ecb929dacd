#!/usr/bin/env node
// `npm start`: sets everything up, then runs the portal and its cluster until Ctrl-C.
import { bootstrapNode } from './lib/bootstrap.mjs';
import { runCommand } from './lib/lifetime.mjs';
import { parseStartOptions, START_HELP } from './lib/options.mjs';
import { startPortal } from './lib/portal.mjs';

await bootstrapNode();
await runCommand(async stopping => {
  const options = parseStartOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(START_HELP);
    return 0;
  }
  return startPortal(options, stopping);
});
