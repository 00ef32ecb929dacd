// Preloaded into child processes: ends the child when its parent is gone, however the parent died.
// Of a `kill -9` no signal tells, but the parent's id changes.
const { isMainThread } = require('node:worker_threads');

const parent = process.ppid;
const GRACE_MS = 10000;

/** Signals our process group where we lead one, else only ourselves: a group that is not ours may hold anybody. */
function signal(name) {
  try {
    process.kill(-process.pid, name);
  } catch {
    process.kill(process.pid, name);
  }
}

// Worker threads of the child load this too; the main thread is enough.
if (isMainThread) {
  const timer = setInterval(() => {
    if (process.ppid === parent) {
      return;
    }
    clearInterval(timer);
    setTimeout(signal, GRACE_MS, 'SIGKILL').unref();
    signal('SIGTERM');
  }, 1000);
  timer.unref();
}
