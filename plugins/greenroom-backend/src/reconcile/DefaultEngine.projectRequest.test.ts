import {
  losesAnswer,
  RecordedRequest,
} from '@greenroom/controller-runtime/testing';
import { uniqueNamespace } from '@greenroom/devcluster';
import { Knex } from 'knex';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { CLUSTER, eventually, RESOURCES } from './__testUtils__/EngineHarness';
import { ProjectApi } from './__testUtils__/ProjectApi';
import {
  expectInventoryExact,
  gone,
  ready,
  STORAGE,
} from './faults/__testUtils__/assets';
import { EngineProcess, faultBench } from './faults/__testUtils__/faultBench';
import { stopsAt } from './faults/__testUtils__/stopsAt';
import { NamespaceLook } from './NamespaceLook';

jest.setTimeout(180_000);

const ACCOUNT = 'system:serviceaccount:greenroom-system:greenroom';
const REQUESTS = { verb: 'create', path: /\/projectrequests$/ } as const;
const { namespaces, roleBindings } = RESOURCES;

/** When a process dies that sets a project up: at a request, before it is sent or before it is answered. */
const CRASHES = [
  { at: 'request', moment: 'before it is sent', asked: false },
  { at: 'request', moment: 'before it is answered', asked: true },
  { at: 'label', moment: 'before it is sent', asked: false },
  { at: 'label', moment: 'before it is answered', asked: true },
  { at: 'rights', moment: 'before it is sent', asked: false },
  { at: 'rights', moment: 'before it is answered', asked: true },
] as const;

describe('DefaultEngine, where OpenShift makes the namespaces of projects', () => {
  const bench = faultBench();
  let ns: string;

  beforeEach(() => {
    ns = uniqueNamespace('asked');
  });

  const newProcess = (database?: Knex) =>
    bench.process(database, { projectNamespaces: 'ProjectRequest' });
  const started = async () => {
    const process = await newProcess();
    await process.engine.start();
    return process;
  };
  const namespace = (process: EngineProcess) =>
    process.exists(namespaces, undefined, ns);
  const explained = (
    process: EngineProcess,
    project: StoredDeclaration,
    reason: string,
  ) => process.until(project, status => status?.explanation?.reason === reason);

  it('says which setting is wrong where nobody would answer', async () => {
    const process = await started();
    const project = await process.project(ns);
    const status = await explained(
      process,
      project,
      'ProjectRequestsNotServed',
    );
    expect(status).toMatchObject({
      phase: 'Failed',
      explanation: {
        fixes: [
          {
            text: expect.stringContaining(
              `greenroom.clusters.${CLUSTER}.projectNamespaces`,
            ),
          },
        ],
      },
    });
    await process.engine.stop();
  });

  it('takes nothing that its account has asked for where it is not told to ask', async () => {
    const theirs = await bench.kubectl.create(namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: ns,
        annotations: { 'openshift.io/requester': ACCOUNT },
      },
    } as never);
    const process = await bench.process();
    await process.engine.start();
    const project = await process.project(ns);
    await explained(process, project, 'ForeignObject');
    await process.remove(project, true);
    await gone(process, project);
    const { metadata } = (await namespace(process))!;
    expect(metadata).toMatchObject({
      uid: theirs.metadata.uid,
      labels: theirs.metadata.labels,
    });
    expect(metadata.deletionTimestamp).toBeUndefined();
    await process.engine.stop();
  });

  describe('with its API', () => {
    let api: ProjectApi;

    beforeAll(async () => {
      api = await ProjectApi.start(bench.kubectl);
    }, 60_000);

    afterAll(() => api?.stop());

    const points = {
      request: () => REQUESTS,
      label: () => ({
        verb: 'apply' as const,
        path: `/api/v1/namespaces/${ns}`,
      }),
      rights: () => ({
        verb: 'delete' as const,
        path: new RegExp(`/namespaces/${ns}/rolebindings/admin$`),
      }),
    };

    const found = async (process: EngineProcess) => {
      const { items } = await process.kubectl.listPage(roleBindings, {
        namespace: ns,
      });
      await expectInventoryExact(process, ns);
      return {
        namespace: await namespace(process),
        bindings: items.map(({ metadata }) => metadata.name).sort(),
        made: api.madeOf(ns),
      };
    };

    /** It is the project's, OpenShift made it once, and our account has no rights in it. */
    const setUp = (times = 1) => ({
      namespace: {
        metadata: {
          labels: {
            'greenroom.dev/project': ns,
            'pod-security.kubernetes.io/enforce': 'restricted',
          },
          annotations: {
            'openshift.io/requester': ACCOUNT,
            'openshift.io/display-name': 'Fraud',
            'greenroom.dev/nonce': expect.any(String),
          },
        },
      },
      bindings: ['greenroom-project', 'viewers'],
      made: Array(times).fill({ name: ns, user: ACCOUNT }),
    });

    it('asks for it, makes it a project’s, and keeps no rights in it', async () => {
      const process = await started();
      const project = await process.project(ns, {}, 'Fraud');
      await ready(process, project);
      expect(await found(process)).toMatchObject(setUp());
      // Never without its UID: what is not there would be made so.
      for (const { body } of process.proxy.api.of(points.label())) {
        expect(JSON.parse(body).metadata.uid).toBeTruthy();
      }
      const workbench = await process.workbench(ns, 'explore', STORAGE);
      await ready(process, workbench);

      await process.remove(workbench, true);
      await gone(process, workbench);
      await process.remove(project, true);
      await gone(process, project);
      expect(await namespace(process)).toBeUndefined();
      await process.engine.stop();
    });

    it('makes it anew when somebody deleted it', async () => {
      const process = await started();
      const project = await process.project(ns, {}, 'Fraud');
      await ready(process, project);
      const first = await namespace(process);
      await bench.kubectl.delete(namespaces, { name: ns });
      await eventually(async () => {
        const now = await namespace(process);
        expect(now?.metadata.uid).not.toBe(first?.metadata.uid);
        expect(now).toBeDefined();
      });
      await ready(process, project);
      await eventually(async () =>
        expect(await found(process)).toMatchObject(setUp(2)),
      );
      await process.engine.stop();
    });

    it.each([
      ['nobody asked for', {}],
      ['somebody else asked for', { 'openshift.io/requester': 'jane' }],
      [
        'another project of another portal has',
        {
          'openshift.io/requester': ACCOUNT,
          'greenroom.dev/nonce': 'of-another',
        },
      ],
    ])('leaves alone a namespace that %s', async (_whose, annotations) => {
      const theirs = await bench.kubectl.create(namespaces, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: ns, annotations },
      } as never);
      const look = new NamespaceLook(() => ({
        client: bench.kubectl,
        projectRequests: { asks: true },
      }));
      expect(await look.problem(CLUSTER, ns, 'group:a/b')).toContain(
        'that Greenroom did not make',
      );
      const process = await started();
      const project = await process.project(ns);
      await explained(process, project, 'ForeignObject');
      expect((await namespace(process))?.metadata).toMatchObject({
        uid: theirs.metadata.uid,
        labels: theirs.metadata.labels,
      });
      await process.engine.stop();
    });

    it('leaves alone what somebody made between the look and the request', async () => {
      const process = await newProcess();
      const theirs: RecordedRequest[] = [];
      process.proxy.fault(
        REQUESTS,
        {
          name: 'somebody is faster',
          handle: async exchange => {
            theirs.push(exchange.request);
            await bench.kubectl.create(namespaces, {
              apiVersion: 'v1',
              kind: 'Namespace',
              metadata: { name: ns },
            } as never);
            await exchange.relay();
          },
        },
        { times: 1 },
      );
      await process.engine.start();
      const project = await process.project(ns);
      await explained(process, project, 'ForeignObject');
      expect(theirs).toHaveLength(1);
      expect((await namespace(process))?.metadata.labels).not.toHaveProperty([
        'greenroom.dev/project',
      ]);
      await process.engine.stop();
    });

    it('passes on in which words OpenShift refuses, and what to do, and goes on once it does not', async () => {
      api.refusal = 'You may not request a new project via this API.';
      const process = await started();
      const project = await process.project(ns, {}, 'Fraud');
      const status = await explained(process, project, 'ProjectRequestRefused');
      expect(status?.explanation).toMatchObject({
        chain: [
          { object: `Namespace ${ns}` },
          { object: `ProjectRequest ${ns}`, evidence: api.refusal },
        ],
        fixes: [
          { text: expect.stringContaining('create projectrequests') },
          { text: expect.stringContaining('projectNamespaces') },
        ],
      });
      api.refusal = undefined;
      await process.project(ns, { pods: '9' }, 'Fraud');
      await ready(process, project);
      expect(await found(process)).toMatchObject(setUp());
      await process.engine.stop();
    });

    it('knows as its own what it asked for when the answer was lost', async () => {
      const process = await newProcess();
      process.proxy.fault(REQUESTS, losesAnswer, { times: 1 });
      await process.engine.start();
      const project = await process.project(ns, {}, 'Fraud');
      await ready(process, project);
      expect(await found(process)).toMatchObject(setUp());
      await process.engine.stop();
    });

    it.each(CRASHES)(
      'goes on after a crash at the $at, $moment',
      async ({ at, asked }) => {
        const database = await bench.newDatabase();
        const first = await newProcess(database);
        const project = await first.project(ns, {}, 'Fraud');
        const died = stopsAt(first, points[at](), 0, asked);
        await first.engine.start();
        await died;

        const last = await newProcess(database);
        await last.engine.start();
        await ready(last, project);
        expect(await found(last)).toMatchObject(setUp());
        await last.engine.stop();
      },
    );

    describe('and a project that is deleted before it was set up', () => {
      let process: EngineProcess;
      let project: StoredDeclaration;

      beforeEach(async () => {
        const database = await bench.newDatabase();
        const first = await newProcess(database);
        project = await first.project(ns, {}, 'Fraud');
        const died = stopsAt(first, REQUESTS, 0, true);
        await first.engine.start();
        await died;
        process = await newProcess(database);
      });

      afterEach(() => process?.engine.stop());

      it('takes away what OpenShift made', async () => {
        await process.remove(project, true);
        await process.engine.start();
        await gone(process, project);
        expect(await namespace(process)).toBeUndefined();
      });

      it('leaves it to the next one of the name where data is kept', async () => {
        await process.remove(project);
        await process.engine.start();
        await gone(process, project);
        const sight = process.engine.recoverable(CLUSTER);
        const problem = (asks: boolean) =>
          new NamespaceLook(() => ({
            ...sight,
            projectRequests: { asks },
          })).problem(CLUSTER, ns, 'group:a/b');
        expect(sight.projectRequests.asks).toBe(true);
        expect(await problem(true)).toBeUndefined();
        expect(await problem(false)).toContain('that Greenroom did not make');
        const again = await process.project(ns, {}, 'Fraud');
        await ready(process, again);
        expect(await found(process)).toMatchObject(setUp());
      });
    });
  });
});
