import {
  Impact,
  SeenContainer,
} from '@greenroom/backstage-plugin-greenroom-node';
import { aPod } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import {
  decideUpdate,
  difference,
  isRunning,
  pendingUpdate,
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
      consented: false,
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

  it('applies everything while nothing runs, or once the owner agrees', () => {
    expect(decide({ impacts: ['stop'], running: false })).toBe('apply');
    expect(decide({ impacts: ['restart'], consented: true })).toBe('apply');
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

describe('pendingUpdate', () => {
  const target = { impact: () => 'restart' as const };
  const held = (
    ...changes: { path: string; before?: unknown; after?: unknown }[]
  ) => ({
    cause: 'declaration' as const,
    differences: [
      { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'explore', changes },
    ],
    target,
  });

  it('keeps its time while it is the same: a consent holds for what was seen', () => {
    const first = pendingUpdate(
      held({ path: 'a', after: 1 }),
      undefined,
      new Date('2026-08-01T10:00:00Z'),
    );
    expect(first).toMatchObject({
      impact: 'restart',
      since: '2026-08-01T10:00:00.000Z',
      changes: [{ object: 'StatefulSet explore', path: 'a', after: '1' }],
    });
    expect(pendingUpdate(held({ path: 'a', after: 1 }), first)).toEqual(first);
    expect(pendingUpdate(held({ path: 'a', after: 2 }), first).since).not.toBe(
      first.since,
    );
  });

  it.each([
    'spec.containers[x].env[SEED]',
    'spec.adminPassword',
    'spec.apiKey',
  ])('does not show the value of %s', path => {
    const { changes } = pendingUpdate(
      held({ path, after: 'hunter2' }),
      undefined,
    );
    expect(changes).toEqual([{ object: 'StatefulSet explore', path }]);
  });

  it('bounds how much it shows', () => {
    const many = Array.from({ length: 50 }, (_, index) => ({
      path: `f${index}`,
      after: 'x'.repeat(10_000),
    }));
    const { changes } = pendingUpdate(held(...many), undefined);
    expect(changes).toHaveLength(20);
    expect(changes[0].after).toHaveLength(121);
  });
});
