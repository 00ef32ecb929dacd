import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureApp } from './app.mjs';
import { startBackend, isTrouble } from './backend.mjs';
import { bootstrapDependencies } from './bootstrap.mjs';
import { clusterAccess, runningCluster, startCluster } from './cluster.mjs';
import { Failure } from './failure.mjs';
import { installationId } from './installation.mjs';
import { takeLock } from './lock.mjs';
import { root, statePaths } from './paths.mjs';
import { clusterConfig, machineConfig, mergeConfig } from './portalConfig.mjs';
import { freePort } from './ports.mjs';
import { writePrivateFile } from './privateFile.mjs';
import { elapsed } from './progress.mjs';
import { readySummary } from './readySummary.mjs';

/** Only one portal per state folder; a second start says where the first one is. */
function lockState(state) {
  const lock = takeLock(state.lock);
  if (lock.holder) {
    const { pid, url } = lock.holder;
    throw new Failure(
      url
        ? `Greenroom runs already: ${url}`
        : `Greenroom is starting already (process ${pid}).`,
      `Stop it with Ctrl-C in its terminal or with: kill ${pid}\nFor a second, independent portal: npm start -- --state .greenroom/second --port 0`,
    );
  }
  process.on('exit', () => lock.release());
  return lock;
}

function forget(state) {
  const up = runningCluster(state.cluster);
  if (up) {
    throw new Failure(
      `The development cluster runs still (process ${up.supervisor}), so it cannot be forgotten.`,
      'Stop it first: npm run cluster -- down',
    );
  }
  for (const part of [
    state.database,
    state.cluster,
    state.installation,
    state.config,
  ]) {
    rmSync(part, { recursive: true, force: true });
  }
  process.stderr.write('✔ Forgot database, cluster and declarations\n');
}

const optional = file => (existsSync(file) ? [file] : []);

/** Everything `npm start` does after it knows its options. Resolves when the portal has ended. */
export async function startPortal(options, stopping) {
  const started = Date.now();
  const state = statePaths(options.state);
  const lock = lockState(state);
  const port = await freePort(options.port);
  const url = `http://localhost:${port}`;
  if (options.reset) {
    forget(state);
  }
  await bootstrapDependencies(state);

  const cluster = await provideClusterAndApp(options, state, stopping);
  stopping.throwIfAborted();
  writePrivateFile(
    state.config,
    `# Written by npm start; changes are lost.\n${JSON.stringify(
      mergeConfig(
        machineConfig({
          url,
          port,
          database: state.database,
          installationId: installationId(state.installation),
        }),
        cluster.config,
      ),
      null,
      2,
    )}\n`,
  );

  let ready = false;
  const backend = await startBackend({
    port,
    logs: state.logs,
    stopping,
    configs: [
      path.join(root, 'app-config.yaml'),
      // On somebody's own cluster nothing is declared that they did not ask for.
      ...(options.demo || !options.kubeconfig
        ? [path.join(root, 'app-config.demo.yaml')]
        : []),
      ...optional(path.join(root, 'app-config.local.yaml')),
      ...cluster.configFiles,
      state.config,
    ],
    onLine: line => {
      if (options.verbose || (ready && isTrouble(line))) {
        process.stderr.write(`${line}\n`);
      }
    },
  });
  ready = true;
  lock.update({ url });
  process.stdout.write(
    readySummary({ url, took: elapsed(Date.now() - started), state, cluster }),
  );

  const ended = child => child.ended.then(() => child);
  const first = await Promise.race([backend, ...cluster.children].map(ended));
  if (!stopping.aborted) {
    throw new Failure(
      first === backend
        ? 'The backend ended unexpectedly.'
        : 'The development cluster ended unexpectedly.',
      `Its log is in ${path.relative(
        root,
        state.logs,
      )}. npm start begins again with the same state.`,
    );
  }
  return undefined;
}

/** The cluster and the app. The slow parts run at the same time, but a question to a person comes alone. */
async function provideClusterAndApp(options, state, stopping) {
  if (options.kubeconfig) {
    const { existingCluster } = await import('./existingCluster.mjs');
    const cluster = await existingCluster(options, stopping);
    await ensureApp(state.logs);
    return cluster;
  }
  const [cluster] = await Promise.all([
    developmentCluster(state, stopping),
    ensureApp(state.logs),
  ]);
  return cluster;
}

/** The cluster that `npm run cluster -- up` keeps running, or one of our own. */
async function developmentCluster(state, stopping) {
  const cluster =
    runningCluster(state.cluster) ??
    (await startCluster({
      directory: state.cluster,
      logs: state.logs,
      stopping,
    }));
  const { kubeconfig, ...access } = await clusterAccess(cluster.state);
  return {
    simulated: true,
    measured: access.prometheus !== undefined,
    kubeconfig,
    configFiles: [],
    children: cluster.child ? [cluster.child] : [],
    config: clusterConfig({ name: 'dev', simulated: true, ...access }),
  };
}
