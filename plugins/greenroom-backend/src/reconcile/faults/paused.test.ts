import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  Fault,
  FaultProxy,
  WRITES,
} from '@greenroom/controller-runtime/testing';
import {
  adminClient,
  DevCluster,
  testCluster,
  uniqueNamespace,
} from '@greenroom/devcluster';
import { startPostgres, TestDatabase } from '../../__testUtils__/databases';
import { makeLeaseNamespace } from '../../identity/__testUtils__/leaseNamespace';
import { ClusterLease } from '../../identity';
import {
  EngineHarness,
  eventually,
  RESOURCES,
} from '../__testUtils__/EngineHarness';
import { STORAGE } from './__testUtils__/assets';
import { ReplicaReport, ReplicaSetup } from './__testUtils__/replicaProcess';

jest.setTimeout(120_000);

const APPLIES = { verb: 'apply', path: /\/statefulsets\// } as const;
const TITLE = 'openshift.io/display-name';

describe('a replica that is paused while it holds the cluster', () => {
  let cluster: DevCluster;
  let postgres: TestDatabase;
  let proxy: FaultProxy;
  let paused: ChildProcess;
  let other: EngineHarness;
  const logged: string[] = [];
  let leads = false;

  beforeAll(async () => {
    [cluster, postgres] = await Promise.all([testCluster(), startPostgres()]);
  }, 120_000);

  afterAll(async () => {
    paused?.kill('SIGKILL');
    await other?.close();
    await other?.kubectl.close();
    await proxy?.stop();
    await postgres?.stop();
  });

  /** Starts one in a process of its own; resolves when it holds the cluster. */
  const start = async (setup: ReplicaSetup): Promise<ChildProcess> => {
    const child = fork(join(__dirname, '__testUtils__/replicaProcess.ts'), {
      execArgv: ['--require', '@backstage/cli/config/nodeTransform.cjs'],
    });
    child.on('message', (report: ReplicaReport) => {
      leads = report.leads ?? leads;
      if (report.logged) logged.push(report.logged);
    });
    child.send(setup);
    await eventually(async () =>
      expect({ leads, logged }).toEqual({ leads: true, logged: [] }),
    );
    return child;
  };

  it('scenario 20: lands at most what was in flight, which is corrected, and writes nothing after', async () => {
    const kubectl = adminClient(cluster);
    const knex = await postgres.create();
    const namespace = uniqueNamespace('identity');
    await makeLeaseNamespace(kubectl, namespace);
    const lease = new ClusterLease({ namespace, name: 'greenroom' });
    other = await EngineHarness.create({ knex, cluster, kubectl, lease });
    proxy = await FaultProxy.to(cluster);
    const { user, password, host, port, database } =
      knex.client.config.connection;
    paused = await start({
      connection: {
        name: 'dev',
        server: proxy.url,
        token: cluster.accounts.greenroom.token,
      },
      database: `postgres://${user}:${password}@${host}:${port}/${database}`,
      leaseNamespace: namespace,
    });
    await other.engine.start();

    const ns = uniqueNamespace('paused');
    await other.project(ns);
    const declare = (title: string) =>
      other.workbench(ns, 'explore', { ...STORAGE, title });
    const first = await declare('one');
    await other.until(first, status => status?.observedRevision === 1);
    const title = async () =>
      (await other.exists(RESOURCES.statefulSets, ns, 'explore'))?.metadata
        .annotations?.[TITLE];

    let land: () => Promise<unknown> = async () => {};
    const inFlight = new Promise<void>(resolve => {
      const pauses: Fault = {
        name: 'pauses who asks',
        handle: exchange => {
          paused.kill('SIGSTOP');
          land = () => exchange.ask();
          resolve();
        },
      };
      proxy.fault(APPLIES, pauses, { times: 1 });
    });
    await declare('two');
    await inFlight;
    const stopped = performance.now();
    await declare('three');
    await eventually(async () => expect(await title()).toBe('three'), 20_000);
    expect(performance.now() - stopped).toBeLessThan(15_000);
    await other.until(first, status => status?.observedRevision === 3);

    await land();
    await eventually(async () => expect(await title()).toBe('three'), 5_000);
    const landed = proxy.api.of({ verb: WRITES }).length;
    paused.kill('SIGCONT');
    await eventually(async () => expect(leads).toBe(false));
    // As long as it looks for the lease, and a bit more.
    await new Promise(resolve => setTimeout(resolve, 3_000));
    expect(leads).toBe(false);
    expect(proxy.api.of({ verb: WRITES })).toHaveLength(landed);
    expect(await title()).toBe('three');
    const status = await other.status(first);
    expect(status).toMatchObject({ observedRevision: 3 });
    const exited = once(paused, 'exit');
    paused.disconnect();
    await exited;
  });
});
