import { down } from './down';
import { Command, parseArguments } from './parseArguments';
import { reset } from './reset';
import { run } from './run';
import { status } from './status';
import { up } from './up';

const commands: Record<Command, (directory: string) => Promise<number>> = {
  up,
  down,
  status,
  reset,
  run,
};

/** Runs one command and resolves to the exit code. */
export async function main(args: string[]): Promise<number> {
  const { command, directory } = parseArguments(args);
  return commands[command](directory);
}
