import {
  Declaration,
  ResolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import {
  aModelServer,
  aRenderContext,
  aWorkbench,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { difference, impactOf, worst } from '../updates';
import { builtInTargets } from '.';

const QUEUE = "metadata.labels['kueue.x-k8s.io/queue-name']";
const PROFILE_VERSION =
  "metadata.annotations['opendatahub.io/hardware-profile-resource-version']";

const targets = new Map(builtInTargets.map(target => [target.id, target]));

/** The worst that applying a changed declaration does, by difference of what is rendered. */
function impact(
  target: Target,
  before: Declaration,
  after: Declaration,
  resolved: ResolvedStandards = resolvedStandards(),
) {
  const render = (declaration: Declaration, standards?: ResolvedStandards) =>
    target.render(
      declaration,
      aRenderContext(standards && { resolved: standards }),
    );
  const old = render(before);
  return worst(
    render(after, resolved).map(({ object }) => {
      const { apiVersion, kind, metadata } = object;
      const known = old.find(
        each =>
          each.object.kind === kind &&
          each.object.metadata.name === metadata.name,
      );
      const changes = known ? difference(known.object, object) : [];
      return impactOf(target, {
        apiVersion,
        kind,
        name: metadata.name,
        changes,
      });
    }),
  );
}

describe.each([
  ['statefulset', 'restart'],
  ['kubeflow-notebook', 'restart'],
] as const)('a change of a workbench on %s', (id, restart) => {
  const changed = (spec: Parameters<typeof aWorkbench>[0], resolved = {}) =>
    impact(targets.get(id)!, aWorkbench(), aWorkbench(spec), {
      ...resolvedStandards(),
      ...resolved,
    });

  it.each([
    ['title', { spec: { title: 'Other' } }],
    ['owner', { owner: 'group:default/other' }],
    [
      'more storage',
      {
        spec: {
          storage: [
            { name: 'work', size: '40Gi', mountPath: '/opt/app-root/src' },
          ],
        },
      },
    ],
  ])('%s touches no pod', (_, change) => {
    expect(changed(change)).toBe('none');
  });

  it.each([
    ['env', { spec: { env: [{ name: 'LEVEL', value: 'info' }] } }],
    ['accelerators', { count: 2 }],
    [
      'another volume',
      {
        spec: {
          storage: [
            { name: 'work', size: '20Gi', mountPath: '/opt/app-root/src' },
            { name: 'data', size: '1Gi', mountPath: '/data' },
          ],
        },
      },
    ],
  ])('%s restarts it', (_, change) => {
    expect(changed(change)).toBe(restart);
  });

  it('another image restarts it', () => {
    expect(changed({}, { image: { ref: 'example.org/other:2' } })).toBe(
      restart,
    );
  });
});

describe.each(['deployment', 'kserve'])('a change of a model on %s', id => {
  const changed = (spec: Parameters<typeof aModelServer>[0]) =>
    impact(targets.get(id)!, aModelServer(), aModelServer(spec));

  it('more replicas leave those that run alone', () => {
    expect(changed({ spec: { replicas: 3 } })).toBe('none');
  });

  it.each([
    ['another model', { spec: { model: { uri: 'hf://other/model' } } }],
    ['env', { spec: { env: [{ name: 'LEVEL', value: 'info' }] } }],
    ['accelerators', { count: 2 }],
  ])('%s rolls it', (_, change) => {
    expect(changed(change)).toBe('roll');
  });
});

it.each([
  ['statefulset', 'StatefulSet', 'spec.selector.matchLabels.a', 'stop'],
  ['statefulset', 'StatefulSet', 'spec.serviceName', 'stop'],
  ['statefulset', 'StatefulSet', QUEUE, 'stop'],
  ['kubeflow-notebook', 'Notebook', QUEUE, 'stop'],
  ['kubeflow-notebook', 'Notebook', PROFILE_VERSION, 'none'],
  ['deployment', 'Deployment', QUEUE, 'stop'],
  ['kserve', 'InferenceService', QUEUE, 'stop'],
  ['statefulset', 'StatefulSet', 'spec.minReadySeconds', 'none'],
  ['statefulset', 'Service', 'spec.selector.a', 'none'],
  ['deployment', 'Deployment', 'spec.selector.matchLabels.a', 'stop'],
  ['deployment', 'Deployment', 'spec.strategy.type', 'none'],
  [
    'kserve',
    'InferenceService',
    "metadata.annotations['serving.kserve.io/deploymentMode']",
    'stop',
  ],
  ['kserve', 'InferenceService', "metadata.labels['a']", 'roll'],
  ['namespace', 'Namespace', "metadata.labels['a']", 'none'],
])('%s: %s %s means %s', (id, kind, path, expected) => {
  const change = { apiVersion: 'v1', kind, name: 'x', changes: [{ path }] };
  expect(impactOf(targets.get(id)!, change)).toBe(expected);
});

it('takes what a target does not tell for a restart', () => {
  const changed = {
    apiVersion: 'v1',
    kind: 'X',
    name: 'x',
    changes: [{ path: 'spec' }],
  };
  expect(impactOf({}, changed)).toBe('restart');
  expect(impactOf({}, { ...changed, changes: [] })).toBe('none');
});
