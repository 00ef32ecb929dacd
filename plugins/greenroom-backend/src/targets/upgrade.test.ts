import {
  aConnection,
  aModelServer,
  aProject,
  aRenderContext,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { Kind } from '@greenroom/backstage-plugin-greenroom-common';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { decideUpdate, difference, impactOf } from '../updates';
import { builtInTargets } from '.';

const declarations = {
  Project: aProject(),
  Workbench: aWorkbench(),
  ModelServer: aModelServer(),
  Connection: aConnection(),
};

type Json = Record<string, unknown>;

/** The same objects with every part that `find` recognises, at any depth, changed. */
function changed(
  value: unknown,
  find: (part: Json) => boolean,
  change: object,
): unknown {
  if (Array.isArray(value)) {
    return value.map(entry => changed(entry, find, change));
  }
  if (typeof value !== 'object' || value === null) return value;
  const part = Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      key,
      changed(field, find, change),
    ]),
  );
  return find(part) ? { ...part, ...change } : part;
}

/** Containers have mounts; pods have a security context and no image. */
const isContainer = (part: Json) => 'volumeMounts' in part;
const isPod = (part: Json) => 'securityContext' in part && !('image' in part);
const isMetadata = (part: Json) => 'labels' in part;

/** What a newer Greenroom may set otherwise in pods. */
const RELEASES = [
  ['a variable', isContainer, { env: [{ name: 'NEW', value: '1' }] }],
  ['a limit', isContainer, { resources: { limits: { cpu: '7' } } }],
  ['a probe', isContainer, { readinessProbe: { tcpSocket: { port: 1 } } }],
  ['another mount', isContainer, { volumeMounts: [] }],
  ['a sidecar', isPod, { initContainers: [{ name: 'proxy', image: 'p:1' }] }],
  ['a node selector', isPod, { nodeSelector: { zone: 'a' } }],
  ['a priority', isPod, { priorityClassName: 'high' }],
] as const;

const WITHOUT_PODS: readonly Kind[] = ['Project', 'Connection'];

describe.each(
  builtInTargets
    .filter(({ kind }) => !WITHOUT_PODS.includes(kind))
    .map((target): [string, Target] => [target.id, target]),
)('a newer Greenroom, on target %s', (_id, target) => {
  const before = target
    .render(declarations[target.kind], aRenderContext())
    .map(({ object }) => object);

  const decide = (
    find: (part: Json) => boolean,
    change: object,
    running: boolean | undefined,
  ) => {
    const after = changed(before, find, change) as typeof before;
    expect(after).not.toEqual(before);
    const impacts = before.map((object, index) => {
      const { apiVersion, kind, metadata } = object;
      const { name } = metadata;
      const changes = difference(object, after[index]);
      return impactOf(target, { apiVersion, kind, name, changes });
    });
    return decideUpdate({ impacts, cause: 'greenroom', running });
  };

  it.each(RELEASES)('restarts no pod for %s', (_what, find, change) => {
    expect(decide(find, change, true)).toBe('hold');
    expect(decide(find, change, undefined)).toBe('hold');
    expect(decide(find, change, false)).toBe('apply');
  });

  it('holds labels that reach pods, wherever it writes them', () => {
    const labels = { labels: { release: '2' } };
    // A Notebook's labels stay where they are until its replicas change.
    const expected = target.id === 'kubeflow-notebook' ? 'apply' : 'hold';
    expect(decide(isMetadata, labels, true)).toBe(expected);
  });
});

it('has nothing to restart in a project and in a connection', () => {
  const others = builtInTargets.filter(({ kind }) =>
    WITHOUT_PODS.includes(kind),
  );
  expect(others.map(({ id }) => id)).toEqual(['namespace', 'secret']);
  const impacts = others.map(target =>
    impactOf(target, {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      name: 'greenroom',
      changes: [{ path: 'spec.hard.pods', before: '1', after: '2' }],
    }),
  );
  expect(impacts).toEqual(['none', 'none']);
});
