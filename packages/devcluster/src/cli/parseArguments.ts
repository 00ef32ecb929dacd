import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packageDirectory } from '../packageDirectory';

const COMMANDS = ['up', 'down', 'status', 'reset', 'run'] as const;

export type Command = (typeof COMMANDS)[number];

export interface CliArguments {
  command: Command;
  directory: string;
}

export const USAGE = `Usage: cluster COMMAND [--directory DIR]

  up      start the cluster in the background and wait until it is ready
  down    stop it; its data stays
  status  what runs, where, and how to use it
  reset   stop it and forget everything in its folder
  run     run it in the foreground until SIGINT, SIGTERM or the end of stdin

The folder is .greenroom/cluster in the repository unless --directory names another.`;

/** Default folder: `.greenroom/cluster` at the root of the repository. */
const DEFAULT_DIRECTORY = resolve(
  packageDirectory,
  '../..',
  '.greenroom',
  'cluster',
);

/** @throws an error with the usage when the arguments make no sense */
export function parseArguments(args: string[]): CliArguments {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { directory: { type: 'string' } },
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`);
  }
  const [command, ...rest] = parsed.positionals;
  if (!isCommand(command) || rest.length > 0) {
    throw new Error(USAGE);
  }
  return {
    command,
    directory: resolve(parsed.values.directory ?? DEFAULT_DIRECTORY),
  };
}

function isCommand(text: string | undefined): text is Command {
  return COMMANDS.some(command => command === text);
}
