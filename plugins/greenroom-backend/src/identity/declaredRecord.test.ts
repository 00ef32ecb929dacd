import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';
import {
  aConnection,
  aModelServer,
  aProject,
  aRenderContext,
  aWorkbench,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { builtInTargets } from '../targets';
import { readRecord, recordOf, withRecord } from './declaredRecord';

const declarations = {
  Project: aProject(),
  Workbench: aWorkbench(),
  ModelServer: aModelServer(),
  Connection: aConnection(),
};
const written = (change: object = {}) => ({
  ...JSON.parse(recordOf(aWorkbench(), 'statefulset')!),
  ...change,
});
const problemOf = (record: unknown) => {
  const read = readRecord(JSON.stringify(record));
  return 'problem' in read ? read.problem : undefined;
};

describe('the record of a declaration', () => {
  it.each<Declaration>([
    ...Object.values(declarations),
    aWorkbench({
      source: {
        type: 'catalog',
        entityRef: 'resource:fraud/explore',
        location: 'url:https://git.example.org/fraud.yaml',
      },
    }),
  ])('says of $kind all that is needed to declare it again', declaration => {
    const resolved = resolvedStandards();
    const { kind, project, name, revision, spec, owner, source } = declaration;
    expect(
      readRecord(recordOf({ ...declaration, resolved }, 'a-target')!),
    ).toEqual({
      record: {
        kind,
        project,
        name,
        revision,
        spec,
        owner,
        source,
        target: 'a-target',
        resolved,
      },
    });
  });

  it('leaves out the standards first, and itself when there is no room', () => {
    const env = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        name: `LARGE_${index}`,
        value: 'x'.repeat(8192),
      }));
    const large = aWorkbench({ spec: { env: env(22) } });
    const resolved = resolvedStandards({
      image: { ref: 'x'.repeat(20_000) },
    });
    expect(readRecord(recordOf(large, 't')!)).toMatchObject({
      record: { spec: large.spec },
    });
    const read = readRecord(recordOf({ ...large, resolved }, 't')!);
    expect(read).toMatchObject({ record: { spec: large.spec } });
    expect(read).not.toHaveProperty('record.resolved');
    expect(
      recordOf(aWorkbench({ spec: { env: env(30) } }), 't'),
    ).toBeUndefined();
  });

  it('is read when a newer version has added fields, also to the spec', () => {
    const { spec } = aWorkbench();
    const read = readRecord(
      JSON.stringify(
        written({ later: true, spec: { ...spec, later: { more: 1 } } }),
      ),
    );
    expect(read).toMatchObject({ record: { spec: { later: { more: 1 } } } });
    expect(read).not.toHaveProperty('record.later');
  });

  it.each([
    ['another format', { format: 2 }, 'newer Greenroom'],
    ['a kind that nobody knows', { kind: 'Spaceship' }, 'kind is not a kind'],
    ['no revision', { revision: 0 }, 'revision'],
    ['an owner who is nobody', { owner: 'me' }, 'owner must be'],
    ['a spec that is wrong', { spec: { image: {} } }, 'spec.'],
    ['a name that is no name', { name: '../x' }, 'name must consist'],
  ])('is refused with %s', (_with, change, problem) => {
    expect(problemOf(written(change))).toContain(problem);
  });

  it('is refused when it is not JSON', () => {
    expect(readRecord('{')).toEqual({ problem: 'its record is not JSON' });
  });
});

describe('withRecord', () => {
  it.each([
    ['namespace', 'Namespace'],
    ['statefulset', 'StatefulSet'],
    ['kubeflow-notebook', 'Notebook'],
    ['deployment', 'Deployment'],
    ['kserve', 'ServingRuntime'],
    ['secret', 'ConfigMap'],
  ])('puts it on one object of %s: the %s', (id, kind) => {
    const target = builtInTargets.find(each => each.id === id)!;
    const declaration = declarations[target.kind];
    const rendered = target.render(declaration, aRenderContext());
    const bearing = withRecord(rendered, declaration, id).filter(
      ({ object }) => object.metadata.annotations?.['greenroom.dev/declared'],
    );
    expect(bearing.map(({ object }) => object.kind)).toEqual([kind]);
    const { annotations = {} } = bearing[0].object.metadata;
    expect(annotations['greenroom.dev/revision']).toBe('1');
    expect(readRecord(annotations['greenroom.dev/declared'])).toMatchObject({
      record: { name: declaration.name, target: id },
    });
  });

  it('leaves what others render alone where no object can carry it', () => {
    const rendered = [
      {
        object: {
          apiVersion: 'example.org/v1',
          kind: 'Thing',
          metadata: { name: 'a' },
        },
        onDelete: 'delete' as const,
      },
    ];
    expect(withRecord(rendered, aWorkbench(), 't')).toBe(rendered);
  });
});
