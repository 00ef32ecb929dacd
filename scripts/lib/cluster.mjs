import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { start } from './children.mjs';
import { Failure } from './failure.mjs';
import { processStart } from './lock.mjs';
import { sourceArguments } from './nodeArguments.mjs';
import { root } from './paths.mjs';
import { step } from './progress.mjs';

const CLI = path.join(root, 'packages/devcluster/src/cli.ts');

/** Arguments with which Node runs the development cluster's command line. */
export const clusterArguments = (command, directory) => [
  ...sourceArguments,
  CLI,
  command,
  '--directory',
  directory,
];

/** What a line of the cluster's standard output says when it is the announcement of readiness. */
export function readyLine(line) {
  if (!line.startsWith('{')) {
    return undefined;
  }
  try {
    const message = JSON.parse(line);
    return message.ready ? message : undefined;
  } catch {
    return undefined;
  }
}

/** The cluster's progress line `[cluster] step: detail`, as the detail of our own. */
export function detailOf(line) {
  const detail = line.trim().replace(/^\[cluster\] \w+: /, '');
  return detail.length > 90 ? `${detail.slice(0, 89)}…` : detail;
}

/** The state file of a cluster that another process keeps running in this folder, if one does. */
export function runningCluster(directory) {
  const file = path.join(directory, 'state.json');
  if (!existsSync(file)) {
    return undefined;
  }
  const { phase, supervisor } = JSON.parse(readFileSync(file, 'utf8'));
  return phase === 'ready' && isSupervised(directory, supervisor)
    ? { state: file, supervisor }
    : undefined;
}

/** Whether the process that holds the cluster's lock is that one: after a crash its id may be another's. */
function isSupervised(directory, supervisor) {
  const lock = path.join(directory, 'cluster.lock');
  if (!existsSync(lock)) {
    return false;
  }
  const { pid, startMark } = JSON.parse(readFileSync(lock, 'utf8'));
  const started = processStart(pid);
  return (
    pid === supervisor &&
    started !== undefined &&
    (startMark === undefined || startMark === started)
  );
}

/**
 * Starts the development cluster as our child and waits until it is ready.
 *
 * @returns {Promise<{ state: string, child: import('node:child_process').ChildProcess }>} `state` is its state file
 */
export async function startCluster({
  directory,
  logs,
  title = 'Starting the development cluster',
  stopping,
}) {
  const log = path.join(logs, 'cluster.log');
  return step(title, async report => {
    let child;
    const ready = new Promise(resolve => {
      child = start(process.execPath, clusterArguments('run', directory), {
        cwd: root,
        log,
        // It stops its processes in order.
        graceMs: 30000,
        onLine: (line, stream) => {
          const message = stream === 'stdout' && readyLine(line);
          if (message) {
            resolve(message);
          } else if (line.trim()) {
            report(detailOf(line));
          }
        },
      });
    });
    const ended = child.ended.then(({ code, signal, error }) => {
      stopping?.throwIfAborted();
      throw new Failure(
        `The development cluster did not start (${
          error?.message ?? signal ?? `code ${code}`
        }).`,
        `${child.lastLines
          .slice(-20)
          .join(
            '\n',
          )}\nAll output: ${log}\nAn existing cluster works too: npm start -- --kubeconfig FILE`,
      );
    });
    const { state } = await Promise.race([ready, ended]);
    ended.catch(() => {});
    return { state, child };
  });
}

/** The token of a ServiceAccount in greenroom-system, from the lines `token,user,uid,groups`. */
export function tokenOf(account, lines) {
  const user = `system:serviceaccount:greenroom-system:${account}`;
  const line = lines.split('\n').find(text => text.split(',')[1] === user);
  if (!line) {
    throw new Failure(
      `The development cluster has no account ${account}.`,
      'Its folder is incomplete; begin anew: npm start -- --reset',
    );
  }
  return line.split(',')[0];
}

/** How to reach a development cluster, by its state file: the parameters of `clusterConfig`. */
export async function clusterAccess(stateFile) {
  const { parse } = await import('yaml');
  const { directory, kubeconfig, prometheus } = JSON.parse(
    readFileSync(stateFile, 'utf8'),
  );
  const { cluster } = parse(readFileSync(kubeconfig, 'utf8')).clusters[0];
  const tokens = readFileSync(path.join(directory, 'tokens.csv'), 'utf8');
  return {
    kubeconfig,
    url: cluster.server,
    caData: cluster['certificate-authority-data'],
    readerToken: tokenOf('portal-reader', tokens),
    greenroomToken: tokenOf('greenroom', tokens),
    prometheus,
  };
}
