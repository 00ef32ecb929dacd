import { createInterface } from 'node:readline/promises';
import { Failure } from './failure.mjs';

/**
 * Asks before something is changed that is not ours. Where nobody can answer, the answer is no.
 *
 * @param {{ question: string, details: string, yes: boolean, stopping: AbortSignal }} request `yes` when the answer was given beforehand, by `--yes`
 * @throws Failure when the answer is no
 */
export async function requireConsent({ question, details, yes, stopping }) {
  process.stderr.write(`\n${details}\n`);
  if (yes) {
    return;
  }
  let answer = '';
  if (process.stdin.isTTY) {
    const terminal = createInterface({
      input: process.stdin,
      output: process.stderr,
    });
    try {
      answer = await terminal.question(`${question} [y/N] `, {
        signal: stopping,
      });
    } finally {
      terminal.close();
    }
  }
  if (!/^y(es)?$/i.test(answer.trim())) {
    throw new Failure(
      'Nothing was created.',
      'Agree at the question or with --yes, or have an administrator create these objects (the files in deploy/) and start again.',
    );
  }
}
