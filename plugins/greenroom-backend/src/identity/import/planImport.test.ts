import {
  aProject,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';
import { recordOf } from '../declaredRecord';
import { keyOf, planImport, Stored, toResult } from './planImport';
import { AppliedObject } from './readObjects';

const PROJECT = '11111111-1111-4111-8111-111111111111';
const WORKBENCH = '22222222-2222-4222-8222-222222222222';
const EMPTY: Stored = {
  declarations: [],
  claims: new Map(),
  inventory: new Map(),
};
const resolved = { image: { ref: 'registry.example.org/a:1' } };
const resolve = () => resolved;

const applied = (
  declarationId: string,
  kind: string,
  more: Partial<AppliedObject> = {},
  declaration?: Declaration,
): AppliedObject => ({
  apiVersion: 'v1',
  kind,
  namespace: 'fraud',
  name: 'explore',
  uid: `uid-${kind}`,
  nonce: `nonce-${kind}`,
  declarationId,
  createdAt: '2026-11-26T10:00:00Z',
  annotations: declaration
    ? { 'greenroom.dev/declared': recordOf(declaration, 'a-target')! }
    : {},
  ...more,
});

const namespace = applied(
  PROJECT,
  'Namespace',
  { namespace: undefined, name: 'fraud' },
  aProject(),
);
const statefulSet = applied(
  WORKBENCH,
  'StatefulSet',
  { createdAt: '2026-11-26T10:00:02Z' },
  aWorkbench({ revision: 4 }),
);
const service = applied(WORKBENCH, 'Service', {
  createdAt: '2026-11-26T10:00:01Z',
});
const all = { objects: [statefulSet, service, namespace], hidden: [] };
const knownAt = (revision: number): Stored => ({
  ...EMPTY,
  declarations: [
    {
      id: WORKBENCH,
      kind: 'Workbench',
      project: 'fraud',
      name: 'explore',
      revision,
    },
  ],
});
const problemsOf = (objects: AppliedObject[], stored = EMPTY) =>
  planImport({ objects, hidden: [] }, stored, resolve).problems.map(
    ({ message }) => message,
  );

describe('planImport', () => {
  it('rebuilds all of an empty database, projects first, objects as they were made', () => {
    const plan = planImport(all, EMPTY, resolve);
    expect(toResult(plan, false)).toEqual({
      applied: false,
      problems: [],
      declarations: [
        {
          id: PROJECT,
          kind: 'Project',
          project: 'fraud',
          name: 'fraud',
          revision: 1,
          action: 'create',
          owner: 'group:default/fraud',
          spec: aProject().spec,
          objects: ['Namespace fraud'],
        },
        {
          id: WORKBENCH,
          kind: 'Workbench',
          project: 'fraud',
          name: 'explore',
          revision: 4,
          action: 'create',
          owner: 'group:default/fraud',
          spec: aWorkbench().spec,
          objects: ['Service fraud/explore', 'StatefulSet fraud/explore'],
        },
      ],
    });
    expect(plan.declarations[1].record).toMatchObject({
      target: 'a-target',
      resolved,
    });
  });

  it('updates what the database has in an older revision', () => {
    const [planned] = planImport(
      { objects: [statefulSet], hidden: [] },
      knownAt(3),
      resolve,
    ).declarations;
    expect(planned).toMatchObject({ action: 'update', revision: 4 });
  });

  it('leaves what the database has as new, and adds what the inventory lacks', () => {
    const stored = {
      ...knownAt(4),
      inventory: new Map([
        [keyOf(service), { declarationId: WORKBENCH, uid: service.uid }],
      ]),
    };
    const objects = [statefulSet, service];
    const { declarations } = planImport(
      { objects, hidden: [] },
      stored,
      resolve,
    );
    expect(declarations).toMatchObject([
      { action: 'inventory', rows: [statefulSet] },
    ]);
    expect(declarations[0]).not.toHaveProperty('record');
    stored.inventory.set(keyOf(statefulSet), {
      declarationId: WORKBENCH,
      uid: statefulSet.uid,
    });
    expect(
      planImport({ objects, hidden: [] }, stored, resolve).declarations,
    ).toEqual([]);
    stored.inventory.set(keyOf(statefulSet), {
      declarationId: WORKBENCH,
      uid: 'an-earlier-one',
    });
    expect(
      planImport({ objects, hidden: [] }, stored, resolve).declarations,
    ).toMatchObject([{ rows: [statefulSet] }]);
  });

  it('takes the newest of several records', () => {
    const older = applied(WORKBENCH, 'Service', {}, aWorkbench());
    const [planned] = planImport(
      { objects: [older, statefulSet], hidden: [] },
      EMPTY,
      resolve,
    ).declarations;
    expect(planned.revision).toBe(4);
  });

  it('says which objects tell nothing, or nonsense', () => {
    const { declarations, problems } = planImport(
      { objects: [service], hidden: ['ConfigMap', 'Job'] },
      EMPTY,
      resolve,
    );
    expect(declarations).toEqual([]);
    expect(problems).toEqual([
      {
        object: 'ConfigMap, Job',
        message: expect.stringContaining('may not list'),
      },
      {
        object: 'Service fraud/explore',
        message: expect.stringContaining('no object of it tells'),
      },
    ]);
    const damaged = {
      ...service,
      annotations: { 'greenroom.dev/declared': '{' },
    };
    expect(problemsOf([damaged])).toEqual(['its record is not JSON']);
  });

  it('believes a record for its own namespace only', () => {
    const forged = applied(
      WORKBENCH,
      'Service',
      { namespace: 'mallory' },
      aWorkbench(),
    );
    expect(problemsOf([forged])).toEqual([
      expect.stringMatching(/Service mallory\/explore is in another namespace/),
    ]);
  });

  it('knows the identity of a project, which is not in the project’s namespace', () => {
    const account = (name: string, home: string) =>
      applied(PROJECT, 'ServiceAccount', { name, namespace: home });
    const stored = { ...EMPTY, identityNamespace: 'greenroom-system' };
    const own = account('project-fraud', 'greenroom-system');
    expect(problemsOf([namespace, own], stored)).toEqual([]);
    for (const [name, home] of [
      ['project-fraud', 'mallory'],
      ['project-other', 'greenroom-system'],
    ]) {
      const forged = account(name, home);
      expect(problemsOf([namespace, forged], stored)).toContainEqual(
        expect.stringMatching(/is in another namespace/),
      );
    }
    expect(problemsOf([namespace, own], EMPTY)).not.toEqual([]);
  });

  it('gives a name to one declaration only', () => {
    const other = '33333333-3333-4333-8333-333333333333';
    const twin = applied(other, 'Deployment', {}, aWorkbench());
    expect(problemsOf([statefulSet, twin])).toEqual([
      expect.stringContaining('resource:fraud/explore is another declaration'),
    ]);
    expect(
      problemsOf([statefulSet], {
        ...EMPTY,
        claims: new Map([['resource:fraud/explore', other]]),
      }),
    ).toEqual([expect.stringContaining('another declaration')]);
    expect(
      problemsOf(
        [
          applied(
            WORKBENCH,
            'Service',
            {},
            aWorkbench({ revision: 9, name: 'renamed' }),
          ),
        ],
        knownAt(1),
      ),
    ).toEqual([
      expect.stringContaining(
        'the database knows it as Workbench:fraud/explore',
      ),
    ]);
  });

  it('says when a record leaves out standards that are not offered any more', () => {
    expect(
      planImport({ objects: [statefulSet], hidden: [] }, EMPTY, () => {
        throw new Error('spec.image is not offered');
      }).problems,
    ).toEqual([
      {
        object: 'StatefulSet fraud/explore',
        message: expect.stringContaining('spec.image is not offered'),
      },
    ]);
  });
});
