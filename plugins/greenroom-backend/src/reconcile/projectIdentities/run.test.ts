import {
  answers,
  RecordedRequest,
} from '@greenroom/controller-runtime/testing';
import { uniqueNamespace } from '@greenroom/devcluster';
import { eventually, RESOURCES } from '../__testUtils__/EngineHarness';
import { gone, named, ready, STORAGE } from '../faults/__testUtils__/assets';
import { EngineProcess, faultBench } from '../faults/__testUtils__/faultBench';

jest.setTimeout(180_000);

const HOME = 'greenroom-system';
const accounts = named('v1', 'ServiceAccount', 'serviceaccounts');
const roles = named('rbac.authorization.k8s.io/v1', 'Role', 'roles');

describe('an engine with exactly the rights that are shipped', () => {
  const bench = faultBench();
  let process: EngineProcess;
  let ns: string;
  let identity: string;

  beforeAll(async () => {
    process = await bench.process();
    await process.engine.start();
  });

  beforeEach(() => {
    ns = uniqueNamespace('run');
    identity = `system:serviceaccount:${HOME}:project-${ns}`;
    process.proxy.api.clear();
  });

  const isIn = ({ path }: RecordedRequest, namespace: string) =>
    path.includes(`/namespaces/${namespace}/`);
  const writes = () =>
    process.proxy.api.writes.filter(({ path }) => !path.includes('/leases'));
  const impersonated = () =>
    process.proxy.api.all.filter(each => each.impersonateUser === identity);
  const mayActAs = async () => {
    const { rules = [] } = (await bench.kubectl.get(roles, {
      namespace: HOME,
      name: 'greenroom-projects',
    })) as { rules?: { resourceNames: string[] }[] };
    return rules.flatMap(rule => rule.resourceNames);
  };

  it('does all that it does, and is refused nothing but what it was given a moment ago', async () => {
    const project = await process.project(ns, { 'requests.cpu': '10' });
    await ready(process, project);
    expect(await mayActAs()).toContain(`project-${ns}`);

    const workbench = await process.workbench(ns, 'explore', STORAGE);
    await ready(process, workbench);
    await process.engine.operate(workbench, 'stop');
    await process.until(workbench, status => status?.phase === 'Stopped');
    const changed = await process.workbench(ns, 'explore', {
      ...STORAGE,
      env: [{ name: 'LOG_LEVEL', value: 'info' }],
    });
    await process.until(changed, status => status?.observedRevision === 2);
    await process.engine.operate(changed, 'start');
    await ready(process, changed);
    await process.project(ns, { 'requests.cpu': '11' }, 'With more');
    await process.proxy.api.ended(
      { verb: 'apply', path: /resourcequotas\/greenroom-quota$/ },
      2,
    );

    await process.remove(changed, true);
    await gone(process, changed);
    await process.remove(project, true);
    await gone(process, project);

    const inProject = writes().filter(each => isIn(each, ns));
    const [bindings, others] = [
      inProject.filter(({ path }) => path.includes('/rolebindings/')),
      inProject.filter(({ path }) => !path.includes('/rolebindings/')),
    ];
    expect(bindings.length).toBeGreaterThan(0);
    for (const write of bindings) {
      expect(write.impersonateUser).toBeUndefined();
    }
    expect(new Set(others.map(({ verb }) => verb))).toEqual(
      new Set(['apply', 'patch', 'delete']),
    );
    for (const write of others) expect(write.impersonateUser).toBe(identity);
    for (const write of writes().filter(each => !isIn(each, ns))) {
      expect(write.impersonateUser).toBeUndefined();
    }

    const first = impersonated().find(({ status = 0 }) => status < 400);
    const refused = process.proxy.api.all.filter(
      ({ status }) => status === 403,
    );
    for (const request of refused) {
      expect(request.impersonateUser).toBe(identity);
      expect(request.started).toBeLessThan(first!.started);
    }

    expect(await mayActAs()).not.toContain(`project-${ns}`);
    expect(
      await process.exists(accounts, HOME, `project-${ns}`),
    ).toBeUndefined();
  });

  it('shows nobody that a right was given so lately that it is not known everywhere', async () => {
    const path = new RegExp(`/namespaces/${ns}/resourcequotas`);
    const message = `resourcequotas "greenroom-quota" is forbidden: User "${identity}" cannot get resource "resourcequotas" in API group "" in the namespace "${ns}"`;
    process.proxy.fault(
      { path },
      answers(403, { status: { reason: 'Forbidden', message } }),
      { times: 3 },
    );
    const project = await process.project(ns, { 'requests.cpu': '10' });
    const shown: (string | undefined)[] = [];
    await process.until(project, status => {
      shown.push(status?.explanation?.reason);
      return status?.phase === 'Ready';
    });
    expect(process.proxy.api.count({ path })).toBeGreaterThan(3);
    expect(shown).not.toContain('Forbidden');
  });

  it('heals an identity that somebody took away: its account, its right, and its name in the Role', async () => {
    const project = await process.project(ns);
    await ready(process, project);
    const workbench = await process.workbench(ns, 'explore');
    await ready(process, workbench);
    await bench.kubectl.delete(accounts, {
      namespace: HOME,
      name: `project-${ns}`,
    });
    await bench.kubectl.delete(RESOURCES.roleBindings, {
      namespace: ns,
      name: 'greenroom-project',
    });
    const role = { namespace: HOME, name: 'greenroom-projects' };
    const others = (await mayActAs()).filter(name => name !== `project-${ns}`);
    await bench.kubectl.mergePatch(roles, role, {
      rules: others.map(name => ({
        apiGroups: [''],
        resources: ['serviceaccounts'],
        resourceNames: [name],
        verbs: ['impersonate'],
      })),
    });
    await eventually(async () =>
      expect(
        await process.exists(accounts, HOME, `project-${ns}`),
      ).toBeDefined(),
    );
    const changed = await process.workbench(ns, 'second');
    await ready(process, changed);
  });

  it('lets a project go whose namespace somebody deleted, and with it the right to look', async () => {
    const project = await process.project(ns, { 'requests.cpu': '10' });
    await ready(process, project);
    await process.engine.stop();
    await bench.kubectl.delete(RESOURCES.namespaces, { name: ns });
    await eventually(async () =>
      expect(
        await process.exists(RESOURCES.namespaces, undefined, ns),
      ).toBeUndefined(),
    );
    await process.remove(project, true);
    await process.restart();
    await gone(process, project);
  });
});
