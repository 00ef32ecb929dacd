import { ChildProcess, spawn } from 'node:child_process';

/**
 * Reads process ids until its input ends, then ends those processes. `disarm`
 * makes it leave without doing so.
 */
const SCRIPT = `
trap '' INT HUP TERM
pids=
while read -r line; do
  [ "$line" = disarm ] && exit 0
  pids="$pids $line"
done
[ -n "$pids" ] || exit 0
kill -TERM $pids 2>/dev/null
for _ in 1 2 3 4 5; do
  sleep 1
  kill -0 $pids 2>/dev/null || exit 0
done
kill -KILL $pids 2>/dev/null
`;

/**
 * Ends the components when this process dies without having stopped them,
 * even by SIGKILL: its pipe to the guardian closes then.
 */
export class Guardian {
  readonly #shell: ChildProcess;

  constructor() {
    this.#shell = spawn('/bin/sh', ['-c', SCRIPT], {
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // A guardian that cannot run must not bring down what it guards.
    this.#shell.on('error', () => undefined);
    this.#shell.stdin?.on('error', () => undefined);
    this.#shell.unref();
    const { stdin } = this.#shell;
    if (stdin && 'unref' in stdin && typeof stdin.unref === 'function') {
      stdin.unref();
    }
  }

  watch(pid: number): void {
    this.#shell.stdin?.write(`${pid}\n`);
  }

  /** To be called when all watched processes have ended, before their ids may be used again. */
  async disarm(): Promise<void> {
    const { stdin, exitCode, signalCode, pid } = this.#shell;
    if (!stdin || pid === undefined || exitCode !== null || signalCode) {
      return;
    }
    const gone = new Promise(resolve => this.#shell.once('exit', resolve));
    stdin.end('disarm\n');
    await gone;
  }
}
