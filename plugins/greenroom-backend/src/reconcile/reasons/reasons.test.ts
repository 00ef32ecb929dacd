import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import { uniqueNamespace } from '@greenroom/devcluster';
import { StoredDeclaration } from '../../declarations/DeclarationStore';
import { queueRows } from '../../status/testUtils/rows/queue';
import { engineBench } from '../__testUtils__/engineBench';
import { EngineHarness, eventually } from '../__testUtils__/EngineHarness';
import { ready } from '../faults/__testUtils__/assets';
import { deny, enforced, mutate } from './__testUtils__/policies';
import { Queue } from './__testUtils__/Queue';
import { scenarios } from './__testUtils__/scenarios';
import { Seen, Stage } from './__testUtils__/Stage';

jest.setTimeout(60_000);

/** What is promised is a second; the machine of a test may be busy. */
const SOON_MS = 5_000;
const LOOK_MS = 10;

const workbenchOf = (reason: string) => reason.toLowerCase();

describe('the reasons of a real control plane', () => {
  const delays: [string, number][] = [];
  let harness: EngineHarness;
  let stage: Stage;

  // Before the bench registers its own: they close the client.
  afterAll(async () => {
    await stage?.strike();
    const table = delays
      .map(([name, ms]) => `  ${name}: ${ms.toFixed(0)} ms`)
      .join('\n');
    process.stdout.write(`From signal to explanation:\n${table}\n`);
  });

  const bench = engineBench();
  const projects = {
    main: uniqueNamespace('reasons'),
    quota: uniqueNamespace('reasons'),
    limits: uniqueNamespace('reasons'),
    range: uniqueNamespace('reasons'),
  };

  beforeAll(async () => {
    harness = await bench.engine();
    await harness.engine.start();
    stage = new Stage(harness, bench.kubectl);
    await stage.set();
    const declared = [
      await harness.project(projects.main),
      await harness.project(projects.quota, {
        [`requests.${stage.device}`]: '2',
      }),
      await harness.project(projects.limits, {
        'limits.cpu': '8',
      }),
      await harness.project(projects.range),
    ];
    for (const project of declared) await ready(harness, project);
    await prepare();
  }, 120_000);

  /** What the platform team of this cluster has set up. */
  async function prepare(): Promise<void> {
    const { main } = projects;
    await stage.create({
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'small', namespace: projects.range },
      spec: { limits: [{ type: 'Container', max: { memory: '64Mi' } }] },
    });
    await mutate(stage, projects.limits, {
      workbench: workbenchOf('QuotaDemandsLimits'),
      resource: 'pods',
      patch:
        "[JSONPatch{op: 'remove', path: '/spec/containers/0/resources/limits/cpu'}]",
    });
    await mutate(stage, main, {
      workbench: workbenchOf('PodSecurityViolation'),
      resource: 'pods',
      patch: "[JSONPatch{op: 'add', path: '/spec/hostNetwork', value: true}]",
    });
    for (const gated of [workbenchOf('SchedulingGated'), 'queued']) {
      await mutate(stage, main, {
        workbench: gated,
        resource: 'pods',
        patch:
          "[JSONPatch{op: 'add', path: '/spec/schedulingGates', value: [{'name': 'example.org/queue'}]}]",
      });
    }
    const device = stage.device.replace('/', '~1');
    await mutate(stage, main, {
      workbench: workbenchOf('ProfileNotApplied'),
      resource: 'pods',
      patch: `[${['requests', 'limits']
        .map(
          list =>
            `JSONPatch{op: 'remove', path: '/spec/containers/0/resources/${list}/${device}'}`,
        )
        .join(', ')}]`,
    });
    await prepareDevices();
    await prepareVolumes();
    // Its pod holds three of four devices.
    await stage.workbench(main, 'holder', {
      profile: stage.devices(),
      spec: { hardware: { profile: 'small', count: 3 } },
    });
    await stage.pod(main, 'holder', ({ spec }) => Boolean(spec?.nodeName));
    await deny(stage, main, {
      workbench: workbenchOf('DeniedByPolicy'),
      resource: 'pods',
      message:
        'spec.containers[0].image must come from registry.internal.example.org',
    });
    await enforced(stage, main, workbenchOf('DeniedByPolicy'));
  }

  async function prepareDevices(): Promise<void> {
    const { main } = projects;
    const api = 'resource.k8s.io/v1';
    await stage.create({
      apiVersion: api,
      kind: 'DeviceClass',
      metadata: { name: main },
      spec: { selectors: [{ cel: { expression: 'false' } }] },
    });
    await stage.create({
      apiVersion: api,
      kind: 'ResourceClaim',
      metadata: { name: 'device', namespace: main },
      spec: {
        devices: {
          requests: [{ name: 'one', exactly: { deviceClassName: main } }],
        },
      },
    });
    await mutate(stage, main, {
      workbench: workbenchOf('NoDeviceForClaim'),
      resource: 'pods',
      patch:
        "[JSONPatch{op: 'add', path: '/spec/resourceClaims', value: [{'name': 'device', 'resourceClaimName': 'device'}]}]",
    });
  }

  async function prepareVolumes(): Promise<void> {
    const { main } = projects;
    const classes = { immediate: 'Immediate', late: 'WaitForFirstConsumer' };
    for (const [name, volumeBindingMode] of Object.entries(classes)) {
      await stage.create({
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: `${main}-${name}` },
        provisioner: 'kubernetes.io/no-provisioner',
        volumeBindingMode,
      });
    }
    await stage.create({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: main },
      spec: {
        storageClassName: `${main}-immediate`,
        accessModes: ['ReadWriteOnce'],
        capacity: { storage: '1Gi' },
        hostPath: { path: '/simulated' },
        claimRef: {
          namespace: main,
          name: `${workbenchOf('VolumeInOtherZone')}-work`,
        },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  {
                    key: 'topology.kubernetes.io/zone',
                    operator: 'In',
                    values: ['elsewhere'],
                  },
                ],
              },
            ],
          },
        },
      },
    });
    const of: [string, string][] = [
      [workbenchOf('VolumeNotBound'), 'immediate'],
      [workbenchOf('VolumeInOtherZone'), 'immediate'],
      ['first-consumer', 'late'],
    ];
    for (const [workbench, name] of of) {
      await mutate(stage, main, {
        workbench,
        resource: 'persistentvolumeclaims',
        patch: `[JSONPatch{op: 'add', path: '/spec/storageClassName', value: '${main}-${name}'}]`,
      });
    }
  }

  /** The first status that says so, and how long it took from the signal. */
  async function explained(
    declaration: StoredDeclaration,
    signal: { at(): number | undefined; forget(): void },
    wanted: (status: Status) => boolean,
  ): Promise<{ status: Status; delay: number }> {
    let status: Status | undefined;
    const until = performance.now() + 30_000;
    for (;;) {
      status = await harness.status(declaration);
      const seenAt = signal.at();
      if (status && wanted(status) && seenAt !== undefined) {
        signal.forget();
        return { status, delay: Math.max(0, performance.now() - seenAt) };
      }
      if (performance.now() > until) {
        throw new Error(
          `signal ${
            seenAt ? 'was' : 'was not'
          } seen, status is ${JSON.stringify(status)}`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, LOOK_MS));
    }
  }

  it.each(scenarios)(
    '$row $reason',
    async ({ row, reason, phase, project, wish, then, ...expected }) => {
      const ns = projects[project ?? 'main'];
      const name = workbenchOf(reason);
      const isAbout = ({ metadata, involvedObject }: Seen) =>
        metadata.namespace === ns &&
        [name, `${name}-0`].includes(involvedObject?.name ?? metadata.name);
      const signal = stage.sight(
        object => isAbout(object) && expected.signal(object),
      );
      const workbench = await stage.workbench(ns, name, wish?.(stage));
      await then?.(stage, ns, name);

      const { status, delay } = await explained(
        workbench,
        signal,
        ({ explanation }) => explanation?.reason === reason,
      );

      delays.push([`${row} ${reason}`, delay]);
      expect(delay).toBeLessThan(SOON_MS);
      expect(status).toMatchObject({ phase, explanation: { reason } });
      const { chain, fixes } = status.explanation!;
      expect(chain[0].object).toBe(`StatefulSet ${ns}/${name}`);
      expect(chain.at(-1)?.evidence).toMatch(expected.evidence);
      expect(fixes).toContainEqual(expected.fix);
    },
  );

  it('+ ProfileNotApplied: it runs without the device that was declared', async () => {
    const { main } = projects;
    const workbench = await stage.workbench(
      main,
      workbenchOf('ProfileNotApplied'),
      {
        profile: stage.devices(),
        spec: { hardware: { profile: 'small', count: 1 } },
      },
    );
    const status = await harness.until(
      workbench,
      seen => seen?.explanation?.reason === 'ProfileNotApplied',
    );
    expect(status?.explanation?.summary).toMatch(
      /with 0 .* where 1 were declared/,
    );
  });

  it('23 a volume that waits for its pod is nothing to explain', async () => {
    const ns = projects.main;
    const signal = stage.sight(
      ({ reason, involvedObject }) =>
        reason === 'WaitForFirstConsumer' &&
        involvedObject?.name === 'first-consumer-work',
    );
    const workbench = await stage.workbench(ns, 'first-consumer', {
      spec: { storage: [{ name: 'work', size: '1Gi', mountPath: '/work' }] },
    });
    await eventually(async () => expect(signal.at()).toBeDefined());
    signal.forget();
    const status = await harness.until(workbench, seen => seen !== undefined);
    expect(status?.explanation?.reason).not.toBe('WaitForFirstConsumer');
    expect(status?.phase).toMatch(/^(Pending|Progressing)$/);
  });

  it('5 to 13 tell of each state of a queue', async () => {
    const ns = projects.main;
    const queue = new Queue(stage, ns, 'queued');
    await queue.serve();
    const workbench = await stage.workbench(ns, 'queued');
    await stage.pod(ns, 'queued');
    await queue.enter();

    const told = queueRows.flatMap(row =>
      (row.seen.queued ?? []).slice(0, 1).map(entry => ({ ...row, entry })),
    );
    for (const { row, reason, phase, summary, entry } of told) {
      const signal = stage.sight(
        object => object.kind === 'Workload' && queue.isIn(object, entry),
      );
      await queue.say(entry);
      const { status, delay } = await explained(
        workbench,
        signal,
        ({ explanation }) =>
          explanation?.reason === reason && explanation.summary === summary,
      );
      delays.push([`${row} ${reason}`, delay]);
      expect(delay).toBeLessThan(SOON_MS);
      expect(status.phase).toBe(phase);
    }
  });
});
