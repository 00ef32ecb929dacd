import {
  Impact,
  SeenContainer,
} from '@greenroom/backstage-plugin-greenroom-node';
import { aPod } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import {
  decideUpdate,
  difference,
  HeldUpdate,
  heldUpdate,
  isConsented,
  isRunning,
  Proposal,
} from '.';

describe('difference', () => {
  const paths = (before: object, after: object) =>
    difference(before, after).map(({ path }) => path);

  it('names fields as people would: entries of lists by what tells them apart', () => {
    const pod = (image: string, ...env: object[]) => ({
      spec: {
        template: { spec: { containers: [{ name: 'explore', image, env }] } },
      },
    });
    expect(
      difference(
        pod('a:1', { name: 'LEVEL', value: 'info' }),
        pod(
          'a:2',
          { name: 'SEED', value: '1' },
          { name: 'LEVEL', value: 'info' },
        ),
      ),
    ).toEqual([
      {
        path: 'spec.template.spec.containers[explore].image',
        before: 'a:1',
        after: 'a:2',
      },
      {
        path: 'spec.template.spec.containers[explore].env[SEED]',
        after: { name: 'SEED', value: '1' },
      },
    ]);
  });

  it('counts the order where nothing tells entries apart', () => {
    expect(paths({ args: ['a', 'b'] }, { args: ['b', 'a'] })).toEqual([
      'args[0]',
      'args[1]',
    ]);
    expect(
      paths(
        { list: [{ name: 'a' }, { name: 'a' }] },
        { list: [{ name: 'a' }] },
      ),
    ).toEqual(['list[1]']);
  });

  it('counts the order of named entries too: containers start in it', () => {
    const init = (...names: string[]) => ({
      initContainers: names.map(name => ({ name })),
    });
    expect(difference(init('a', 'b', 'c'), init('d', 'b', 'a'))).toEqual([
      { path: 'initContainers', before: ['a', 'b'], after: ['b', 'a'] },
      { path: 'initContainers[c]', before: { name: 'c' } },
      { path: 'initContainers[d]', after: { name: 'd' } },
    ]);
  });

  it('leaves out what the server keeps, status, and our own notes', () => {
    const live = (version: string) => ({
      metadata: {
        name: 'explore',
        resourceVersion: version,
        managedFields: [version],
        annotations: { 'greenroom.dev/revision': version },
      },
      status: { ready: version },
    });
    expect(paths(live('1'), live('2'))).toEqual([]);
    expect(
      paths(live('1'), {
        metadata: { name: 'explore', annotations: { 'a.b/c': 'd' } },
      }),
    ).toEqual(["metadata.annotations['a.b/c']"]);
  });
});

describe('decideUpdate', () => {
  const decide = (change: Partial<Proposal>) =>
    decideUpdate({
      impacts: [],
      cause: 'declaration',
      running: true,
      ...change,
    });

  it.each<[Impact, Proposal['cause'], string]>([
    ['none', 'declaration', 'apply'],
    ['none', 'greenroom', 'apply'],
    ['none', 'drift', 'apply'],
    ['roll', 'declaration', 'apply'],
    ['roll', 'greenroom', 'hold'],
    ['roll', 'drift', 'hold'],
    ['restart', 'declaration', 'hold'],
    ['restart', 'greenroom', 'hold'],
    ['stop', 'declaration', 'hold'],
  ])('%s because of %s, while it runs: %s', (impact, cause, expected) => {
    expect(decide({ impacts: ['none', impact], cause })).toBe(expected);
  });

  it('applies everything while nothing runs', () => {
    expect(decide({ impacts: ['stop'], running: false })).toBe('apply');
  });

  it('holds when nobody can tell whether it runs', () => {
    expect(decide({ impacts: ['restart'], running: undefined })).toBe('hold');
  });
});

describe('isRunning', () => {
  const pod = aPod();
  const starting: Partial<SeenContainer> = {
    waiting: undefined,
    running: { startedAt: '2026-08-01T10:01:00Z' },
  };

  it.each([
    ['ready', pod.ready(), true],
    ['starting for the first time', pod.running(), true],
    ['waiting for a node', pod.unschedulable('0/5 nodes'), false],
    ['pulling its image', pod.waiting('ContainerCreating'), false],
    ['between two crashes', pod.crashing(), false],
    ['up again after a crash', pod.crashing(undefined, starting), false],
    ['at its end', pod.ready().ended('Succeeded'), false],
  ])('one that is %s: %#', (_, builder, expected) => {
    expect(isRunning(builder.build())).toBe(expected);
  });
});

describe('heldUpdate', () => {
  const target = { impact: () => 'restart' as const };
  const differing = (
    ...changes: { path: string; before?: unknown; after?: unknown }[]
  ) => [
    { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'explore', changes },
  ];
  const held = (
    differences: ReturnType<typeof differing>,
    before?: HeldUpdate,
    at = '2026-08-01T10:00:00.000Z',
  ) =>
    heldUpdate(
      { cause: 'declaration', differences, target },
      before,
      new Date(at),
    );
  const LATER = '2026-08-01T11:00:00.000Z';

  it('keeps its time while it is the same', () => {
    const first = held(differing({ path: 'a', after: 1 }));
    expect(first.shown).toMatchObject({
      impact: 'restart',
      since: '2026-08-01T10:00:00.000Z',
      changes: [{ object: 'StatefulSet explore', path: 'a', after: '1' }],
    });
    expect(held(differing({ path: 'a', after: 1 }), first, LATER)).toBe(first);
    expect(
      held(differing({ path: 'a', after: 2 }), first, LATER).shown.since,
    ).toBe(LATER);
  });

  it.each([
    ['spec.containers[x].env[SEED]', 'hunter2', 'hunter3'],
    ['spec.adminPassword', 'hunter2', 'hunter3'],
    ['spec.apiKey', 'hunter2', 'hunter3'],
    ['spec.containers[x].args[0]', '--api-key=hunter2', '--api-key=hunter3'],
    ['spec.containers[x].env', [{ value: 'hunter2' }], [{ value: 'hunter3' }]],
    [
      'spec.containers[x]',
      { name: 'x', env: [{ name: 'SEED', value: 'hunter2' }] },
      { name: 'x', env: [{ name: 'SEED', value: 'hunter3' }] },
    ],
  ])(
    'does not show the value of %s, and still tells values apart',
    (path, after, other) => {
      const first = held(differing({ path, after }));
      expect(first.shown.changes).toEqual([
        { object: 'StatefulSet explore', path },
      ]);
      expect(held(differing({ path, after: other }), first)).not.toBe(first);
    },
  );

  it('bounds how much it shows', () => {
    const many = Array.from({ length: 50 }, (_, index) => ({
      path: `f${index}`,
      after: 'x'.repeat(10_000),
    }));
    const { changes } = held(differing(...many)).shown;
    expect(changes).toHaveLength(20);
    expect(changes[0].after).toHaveLength(121);
  });

  it('is agreed to from when it was seen, as it was seen', () => {
    const change = differing({ path: 'a', after: 1 });
    const waiting = held(change);
    const agreed = { at: LATER };
    expect(isConsented(change, waiting, agreed)).toBe(true);
    expect(isConsented(change, waiting, undefined)).toBe(false);
    expect(
      isConsented(change, waiting, { at: '2026-08-01T09:00:00.000Z' }),
    ).toBe(false);
    const other = differing({ path: 'a', after: 2 });
    expect(isConsented(other, waiting, agreed)).toBe(false);
    expect(isConsented([...change, ...other], waiting, agreed)).toBe(false);
  });
});
