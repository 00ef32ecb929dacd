import { appendFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClusterConnection, KubeClient } from '@greenroom/controller-runtime';
import { Binaries } from '../binaries';
import { KUBERNETES_VERSION, Program } from '../binaries/versions';
import { RunningPrometheus, startMetrics } from '../metrics';
import { ComponentProcess } from '../process/ComponentProcess';
import { Guardian } from '../process/Guardian';
import { OnProgress } from '../progress';
import { RunningStandIns, startStandIns } from '../standins/startStandIns';
import { announceKubelet } from './announceKubelet';
import { applyManifests } from './applyManifests';
import { ClusterPorts, ClusterState, writeState } from './ClusterState';
import { componentArguments } from './componentArguments';
import {
  authorityOf,
  ensureServiceAccountKey,
  ensureTokens,
  removeEndingCertificate,
  Tokens,
  writeKubeconfig,
} from './credentials';
import { DevCluster } from './DevCluster';
import { ClusterFiles } from './directory';
import {
  loadManifests,
  ManifestSelection,
  simulatedLogs,
  stageFiles,
} from './manifests';
import { choosePorts } from './ports';
import { waitFor } from './waitFor';

const START_TIMEOUT = 90_000;
const NODE_LEASES =
  '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

interface ControlPlaneOptions extends ManifestSelection {
  files: ClusterFiles;
  binaries: Binaries;
  /** The program; absent: nothing is measured. */
  prometheus?: string;
  ports: Partial<ClusterPorts>;
  standIns: boolean;
  durable: boolean;
  onProgress?: OnProgress;
  onStopped: () => Promise<void>;
}

/** The components of one cluster, from their start to their end. */
export class ControlPlane {
  readonly #options: ControlPlaneOptions;
  readonly #files: ClusterFiles;
  readonly #components = new Map<Program, ComponentProcess>();
  readonly #guardian = new Guardian();
  #args!: Record<Program, string[]>;
  #state!: ClusterState;
  #standIns?: RunningStandIns;
  #prometheus?: RunningPrometheus;
  #stopped?: Promise<void>;
  #reportFailure!: (error: Error) => void;

  /** Rejects when a component dies by itself. */
  readonly #failure = new Promise<never>((_, reject) => {
    this.#reportFailure = reject;
  });

  constructor(options: ControlPlaneOptions) {
    this.#options = options;
    this.#files = options.files;
    this.#failure.catch(() => undefined);
  }

  async start(signal?: AbortSignal): Promise<DevCluster> {
    const giveUp = new AbortController();
    const either = AbortSignal.any([
      giveUp.signal,
      ...(signal ? [signal] : []),
    ]);
    try {
      return await Promise.race([this.#bringUp(either), this.#failure]);
    } catch (error) {
      giveUp.abort();
      await this.#stop();
      signal?.throwIfAborted();
      throw error;
    }
  }

  async #bringUp(signal: AbortSignal): Promise<DevCluster> {
    const tokens = await this.#prepare();
    const { server, kubeconfig } = this.#state;

    this.#progress('starting etcd and the apiserver');
    this.#run('etcd');
    this.#run('kube-apiserver');
    await this.#save();
    const ca = await this.#authority(signal);
    await writeKubeconfig(this.#files, { server, ca, token: tokens.admin });

    const client = new KubeClient({
      name: 'dev',
      server,
      ca,
      token: tokens.admin,
    });
    try {
      await this.#ready(client, signal);
    } finally {
      await client.close();
    }
    const { crds, standIns } = this.#options;
    const connection = { name: 'dev', server, ca, token: tokens.admin };
    if (crds === 'operators' && standIns) {
      this.#progress('starting the stand-ins for the operators');
      this.#standIns = await startStandIns(connection, {
        onError: this.#logged('stand-ins'),
      });
    }
    if (this.#options.prometheus) {
      this.#progress('starting Prometheus');
      await this.#measure(connection, this.#options.prometheus, signal);
    }
    this.#state.phase = 'ready';
    await this.#save();
    return {
      name: 'dev',
      server,
      ca,
      adminKubeconfig: kubeconfig,
      stateFile: this.#files.state,
      accounts: {
        greenroom: { token: tokens.greenroom },
        portalReader: { token: tokens.portalReader },
      },
      prometheus: this.#state.prometheus,
      pids: this.#state.pids,
      failure: this.#failure,
      stop: () => this.#stop(),
    };
  }

  async #measure(
    connection: ClusterConnection,
    program: string,
    signal: AbortSignal,
  ): Promise<void> {
    const running = await startMetrics(connection, {
      program,
      directory: this.#files.prometheus,
      port: this.#state.ports.prometheus,
      logFile: join(this.#files.logs, 'prometheus.log'),
      onError: this.#logged('metrics'),
      signal,
    });
    running.failure.catch(this.#reportFailure);
    this.#prometheus = running;
    this.#state.prometheus = running.url;
    if (running.pid !== undefined) this.#state.pids.prometheus = running.pid;
  }

  /** Writes errors to a log of their own. */
  #logged(name: string): (error: Error) => void {
    const file = join(this.#files.logs, `${name}.log`);
    return error =>
      appendFileSync(file, `${new Date().toISOString()} ${error}\n`);
  }

  /** Everything that the components need to find when they start. */
  async #prepare(): Promise<Tokens> {
    const { files, durable } = this.#options;
    await mkdir(files.pki, { recursive: true, mode: 0o700 });
    await mkdir(files.logs, { recursive: true });
    const [ports, tokens, stages] = await Promise.all([
      choosePorts(this.#options.ports),
      ensureTokens(files),
      stageFiles(),
      writeFile(files.simulatedLogs, JSON.stringify(simulatedLogs())),
      ensureServiceAccountKey(files),
      removeEndingCertificate(files),
    ]);
    const simulation = [...stages, files.simulatedLogs];
    this.#args = componentArguments(files, ports, { simulation, durable });
    this.#state = {
      version: KUBERNETES_VERSION,
      directory: files.directory,
      phase: 'starting',
      supervisor: process.pid,
      server: `https://127.0.0.1:${ports.apiserver}`,
      kubeconfig: files.kubeconfig,
      ports,
      pids: {},
      startedAt: new Date().toISOString(),
    };
    return tokens;
  }

  /** The apiserver makes its certificate early in its start. */
  #authority(signal: AbortSignal): Promise<string> {
    return waitFor(
      "the apiserver's certificate",
      async () => authorityOf(await readFile(this.#files.certificate, 'utf8')),
      { timeoutMs: START_TIMEOUT, intervalMs: 50, signal },
    );
  }

  async #ready(client: KubeClient, signal: AbortSignal): Promise<void> {
    const patience = { timeoutMs: START_TIMEOUT, signal };
    const exists = (path: string) =>
      client.request({ method: 'GET', path, signal });

    await waitFor("the apiserver's start", () => exists('/readyz'), patience);
    await releaseNodes(client, signal);
    this.#progress('starting the controllers, the scheduler and the nodes');
    this.#run('kube-scheduler');
    this.#run('kwok');
    await this.#save();

    await applyManifests(client, await loadManifests(this.#options), signal);
    await waitFor(
      'the custom resources',
      () => this.#all(CRDS, 'Established', client, signal),
      patience,
    );
    // Its garbage collector learns of kinds that come later only after a while.
    this.#run('kube-controller-manager');
    await this.#save();
    await Promise.all([
      waitFor(
        'the default ServiceAccount',
        () => exists('/api/v1/namespaces/default/serviceaccounts/default'),
        patience,
      ),
      waitFor(
        'the simulated nodes',
        () => this.#all('/api/v1/nodes', 'Ready', client, signal),
        patience,
      ),
    ]);
    await announceKubelet(client, this.#state.ports.kubelet, signal);
  }

  /** Whether each object of a list has a condition; true or not yet. */
  async #all(
    path: string,
    condition: string,
    client: KubeClient,
    signal: AbortSignal,
  ): Promise<true | undefined> {
    const { items } = await client.request<{ items: WithConditions[] }>({
      method: 'GET',
      path,
      signal,
    });
    return items.every(item => isTrue(item, condition)) || undefined;
  }

  #run(program: Program): void {
    const component = new ComponentProcess({
      name: program,
      program: this.#options.binaries.paths[program],
      args: this.#args[program],
      cwd: this.#files.directory,
      logFile: join(this.#files.logs, `${program}.log`),
    });
    component.failure.catch(this.#reportFailure);
    this.#components.set(program, component);
    if (component.pid !== undefined) {
      this.#guardian.watch(component.pid);
      this.#state.pids[program] = component.pid;
    }
  }

  #stop(): Promise<void> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }

  /** In the reverse order of dependence: what talks to the apiserver first, etcd last. */
  async #end(): Promise<void> {
    const stop = (...programs: Program[]) =>
      Promise.all(programs.map(name => this.#components.get(name)?.stop()));
    await this.#prometheus?.stop();
    await this.#standIns?.stop();
    await stop('kwok', 'kube-scheduler', 'kube-controller-manager');
    await stop('kube-apiserver');
    await stop('etcd');
    await this.#guardian.disarm();
    if (this.#state) {
      this.#state = {
        ...this.#state,
        phase: 'stopped',
        prometheus: undefined,
        pids: {},
      };
      await this.#save();
    }
    await this.#options.onStopped();
  }

  #save(): Promise<void> {
    return writeState(this.#files.state, this.#state);
  }

  #progress(detail: string): void {
    this.#options.onProgress?.({ step: 'start', detail });
  }
}

/**
 * kwok takes a node over only when the Lease of the kwok before it has run
 * out, 40 s after a restart; so those Leases are removed.
 */
async function releaseNodes(
  client: KubeClient,
  signal: AbortSignal,
): Promise<void> {
  await client.request({ method: 'DELETE', path: NODE_LEASES, signal });
}

interface WithConditions {
  status?: { conditions?: { type: string; status: string }[] };
}

function isTrue({ status }: WithConditions, type: string): boolean {
  return (status?.conditions ?? []).some(
    condition => condition.type === type && condition.status === 'True',
  );
}
