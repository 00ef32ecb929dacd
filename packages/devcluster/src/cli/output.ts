import { Progress } from '../progress';

/** A line on stdout: what the command was asked for. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A line on stderr: what is going on meanwhile. */
export function printProgress({ step, detail }: Progress): void {
  process.stderr.write(`[cluster] ${step}: ${detail}\n`);
}
