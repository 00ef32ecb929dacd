import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { uniqueNamespace } from '@greenroom/devcluster';
import {
  eventually,
  PLAIN_TARGETS,
  RESOURCES,
} from '../__testUtils__/EngineHarness';
import {
  failing,
  failureOf,
  gone,
  modelServer,
  ready,
} from './__testUtils__/assets';
import { EngineProcess, faultBench } from './__testUtils__/faultBench';
import {
  BROKEN_CONVERSION,
  NO_CONVERSION,
  Version,
  Widgets,
} from './__testUtils__/Widgets';

jest.setTimeout(120_000);

/** Within this, what was missing is noticed once it is there. */
const NOTICED_MS = 60_000;
const V1: Version = { name: 'v1', served: true, storage: true };
const V2: Version = { name: 'v2', served: true, storage: false };

describe('a kind that an operator brings', () => {
  const bench = faultBench();
  let widgets: Widgets;
  let process: EngineProcess;
  let ns: string;

  beforeEach(async () => {
    widgets = new Widgets(bench.kubectl);
    await widgets.permit();
    process = await bench.process();
    ns = uniqueNamespace('widgets');
    await process.project(ns);
  });

  afterEach(async () => {
    await process.engine.stop();
    await bench.kubectl.delete(RESOURCES.namespaces, { name: ns });
    await widgets.cleanUp();
  });

  it('scenario 13: may come later: assets that need it say so, the others do not wait, and no restart is needed', async () => {
    await startEngine();
    const workbench = await process.workbench(ns, 'explore');
    const status = await process.until(
      workbench,
      seen => seen?.explanation?.reason === 'NoTarget',
    );
    expect(status).toMatchObject({
      phase: 'Failed',
      explanation: {
        chain: [
          {
            evidence: `widget: the cluster does not serve Widget (${widgets.apiVersion})`,
          },
        ],
      },
    });
    await ready(process, await modelServer(process, ns, 'scorer'));

    await widgets.install(V1);

    await readyAgain(workbench);
    expect(process.engine.clusters()).toMatchObject([
      {
        state: 'live',
        targets: expect.arrayContaining([
          { kind: 'Workbench', target: 'widget' },
        ]),
      },
    ]);
  });

  it('scenario 14: may lose its version, or go: its own assets say so, and no other is touched', async () => {
    const missing = {
      type: 'Error',
      message: expect.stringContaining(
        `the cluster does not serve Widget (${widgets.apiVersion})`,
      ),
    };
    await widgets.install(V1);
    await startEngine();
    const server = await modelServer(process, ns, 'scorer');
    const workbench = await process.workbench(ns, 'explore');
    await ready(process, server);
    await readyAgain(workbench);

    await widgets.serve({ ...V1, served: false }, V2);
    await failing(process, workbench, missing);
    await othersGoOn(server, 'without-v1');
    await widgets.serve(V1, V2);
    await readyAgain(workbench);

    await widgets.uninstall();
    await failing(process, workbench, missing);
    await othersGoOn(server, 'without-crd');
    await process.remove(workbench);
    await gone(process, workbench);
  });

  it('scenario 14: may have a broken conversion webhook: its own assets are shown as old, and no other is touched', async () => {
    await widgets.install({ ...V1, storage: false }, { ...V2, storage: true });
    await startEngine();
    const server = await modelServer(process, ns, 'scorer');
    const workbench = await process.workbench(ns, 'explore');
    await ready(process, server);
    await readyAgain(workbench);

    await widgets.convert(BROKEN_CONVERSION);
    await process.until(workbench, status => !!status?.stale);
    const changed = await process.workbench(ns, 'explore', { title: 'Fraud' });
    await failing(process, changed, {
      type: 'Error',
      message: expect.stringContaining('conversion webhook'),
    });
    await othersGoOn(server, 'unconverted');

    await widgets.convert(NO_CONVERSION);
    await readyAgain(changed);
    expect(await failureOf(process, changed)).toBeUndefined();
  });

  function startEngine(): Promise<void> {
    return process.restart([
      ...PLAIN_TARGETS.filter(({ kind }) => kind !== 'Workbench'),
      widgets.target as Target,
    ]);
  }

  function readyAgain(workbench: { id: string }) {
    return process.until(
      workbench,
      status =>
        status?.phase === 'Ready' &&
        !status.stale &&
        status.observedRevision === status.revision,
      NOTICED_MS,
    );
  }

  /** What is there is still known to be Ready, what somebody deletes of it comes back, and another can be made. */
  async function othersGoOn(server: { id: string }, another: string) {
    const { deployments } = RESOURCES;
    const name = 'scorer-predictor';
    const before = await process.exists(deployments, ns, name);
    expect(before).toBeDefined();
    await bench.kubectl.delete(deployments, { namespace: ns, name });
    await eventually(async () => {
      const now = await process.exists(deployments, ns, name);
      expect(now?.metadata.uid).toEqual(expect.any(String));
      expect(now?.metadata.uid).not.toBe(before?.metadata.uid);
    });
    await ready(process, server);
    await ready(process, await modelServer(process, ns, another));
  }
});
