import { uniqueNamespace } from '@greenroom/devcluster';
import { ClusterLease } from '../../identity';
import { makeLeaseNamespace } from '../../identity/__testUtils__/leaseNamespace';
import {
  EngineHarness,
  PLAIN_TARGETS,
  RESOURCES,
} from '../__testUtils__/EngineHarness';
import { engineBench } from '../__testUtils__/engineBench';
import { failing, gone, ready } from '../faults/__testUtils__/assets';

jest.setTimeout(180_000);

const HOME = 'greenroom-system';
const ROLES = ['greenroom', 'greenroom-reader', 'greenroom-project'];
const RBAC = 'rbac.authorization.k8s.io';

describe('an installation from before projects had identities', () => {
  // Before the bench's own: it still needs the client.
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterAll(() => Promise.all(cleanUps.map(cleanUp => cleanUp())));

  const bench = engineBench();
  /** An account with the rights of then: everything in all namespaces. */
  const name = uniqueNamespace('before');
  const made = [
    ...ROLES.map(
      role => `/apis/${RBAC}/v1/clusterrolebindings/${name}-${role}`,
    ),
    `/api/v1/namespaces/${HOME}/serviceaccounts/${name}`,
  ];
  cleanUps.push(
    ...made.map(
      path => () => bench.kubectl.request({ method: 'DELETE', path }),
    ),
  );
  let token: string;
  let lease: ClusterLease;

  const post = <T = void>(path: string, body: object) =>
    bench.kubectl.request<T>({ method: 'POST', path, body });
  const bind = (kind: string, role: string, namespace?: string) =>
    post(
      `/apis/${RBAC}/v1/${
        namespace
          ? `namespaces/${namespace}/rolebindings`
          : 'clusterrolebindings'
      }`,
      {
        metadata: { name: `${name}-${role}` },
        roleRef: { apiGroup: RBAC, kind, name: role },
        subjects: [{ kind: 'ServiceAccount', name, namespace: HOME }],
      },
    );

  beforeAll(async () => {
    await post(`/api/v1/namespaces/${HOME}/serviceaccounts`, {
      metadata: { name },
    });
    const namespace = uniqueNamespace('identity');
    await makeLeaseNamespace(bench.kubectl, namespace);
    lease = new ClusterLease({ namespace, name: 'greenroom' });
    await bind('Role', 'identity', namespace);
    for (const role of ROLES) {
      await bind('ClusterRole', role);
    }
    ({
      status: { token },
    } = await post<{ status: { token: string } }>(
      `/api/v1/namespaces/${HOME}/serviceaccounts/${name}/token`,
      {},
    ));
  });

  const pod = (harness: EngineHarness, ns: string) =>
    harness.exists(RESOURCES.pods, ns, 'explore-0');
  const safeguards = (harness: EngineHarness) =>
    harness.engine.clusters()[0].safeguards;

  it('goes on without them, says that they cannot be made, and has them once it may', async () => {
    const harness = await bench.engine({
      lease,
      account: { token, projectIdentities: { enabled: false } },
    });
    await harness.engine.start();
    const ns = uniqueNamespace('upgrade');
    const project = await harness.project(ns, { 'requests.cpu': '10' });
    await ready(harness, project);
    const workbench = await harness.workbench(ns, 'explore');
    await ready(harness, workbench);
    const before = (await pod(harness, ns))?.metadata.uid;
    expect(safeguards(harness)).toMatchObject({
      projectIdentities: false,
      message: expect.stringContaining('with its own account'),
    });

    // The new version, on a cluster that does not have its roles yet.
    await harness.restart(PLAIN_TARGETS, { token });
    await failing(harness, project, {
      type: 'Forbidden',
      object: `ServiceAccount ${HOME}/project-${ns}`,
    });
    await ready(harness, workbench);
    await harness.engine.operate(workbench, 'stop');
    await harness.until(workbench, status => status?.phase === 'Stopped');
    await harness.engine.operate(workbench, 'start');
    await ready(harness, workbench);
    const restarted = (await pod(harness, ns))?.metadata.uid;
    expect(restarted).not.toBe(before);

    // With its roles.
    await harness.restart(PLAIN_TARGETS, {});
    await ready(harness, project);
    // Of its own it may not: see what is denied.
    const second = await harness.workbench(ns, 'second');
    await ready(harness, second);
    expect((await pod(harness, ns))?.metadata.uid).toBe(restarted);
    expect(safeguards(harness)).toMatchObject({ projectIdentities: true });

    for (const declaration of [workbench, second, project]) {
      await harness.remove(declaration, true);
      await gone(harness, declaration);
    }
  });
});
