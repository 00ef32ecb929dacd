import {
  aCluster,
  aConnection,
  aModelServer,
  aProject,
  aRenderContext,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { validateDeclaration } from '@greenroom/backstage-plugin-greenroom-common';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { builtInTargets } from '.';

const declarations = {
  Project: aProject(),
  Workbench: aWorkbench(),
  ModelServer: aModelServer(),
  Connection: aConnection(),
};

/** Everything called `key`, at any depth. */
function every(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => [
    ...(name === key ? [field] : []),
    ...every(field, key),
  ]);
}

describe.each(
  builtInTargets.map((target): [string, Target] => [target.id, target]),
)('target %s', (_id, target) => {
  const manifests = target.render(declarations[target.kind], aRenderContext());
  const objects = manifests.map(({ object }) => object);

  it('labels every object, and puts it into the namespace', () => {
    for (const { kind, metadata } of objects) {
      expect(metadata.labels).toMatchObject({
        'greenroom.dev/declaration': declarations[target.kind].id,
        'greenroom.dev/project': 'fraud',
      });
      expect(metadata.namespace).toBe(
        kind === 'Namespace' ? undefined : 'fraud',
      );
    }
  });

  it('never renders run state', () => {
    const text = JSON.stringify(objects);
    for (const word of [
      '"replicas"',
      'kubeflow-resource-stopped',
      'notebook-restart',
      'serving.kserve.io/stop',
      'restarted-at',
    ]) {
      expect(text).not.toContain(word);
    }
  });

  it('sets no variable that a declaration could set too', () => {
    const { spec, ...ref } = declarations[target.kind];
    const declared = 'env' in spec ? spec.env ?? [] : [];
    const own = (every(objects, 'env').flat() as { name: string }[])
      .map(({ name }) => name)
      .filter(name => !declared.some(each => each.name === name));
    const refused = own.filter(name => {
      try {
        validateDeclaration(ref, { ...spec, env: [{ name, value: 'x' }] });
        return false;
      } catch (error) {
        return /env\[0\]\.name is set by Greenroom/.test(String(error));
      }
    });
    expect(refused).toEqual(own);
  });

  it('renders the same again, as plain JSON', () => {
    expect(
      target
        .render(declarations[target.kind], aRenderContext())
        .map(({ object }) => object),
    ).toEqual(JSON.parse(JSON.stringify(objects)));
  });

  it('has the end of a log kept where a container does not say why it ended', () => {
    for (const container of [
      ...every(objects, 'containers').flat(),
      ...every(objects, 'initContainers').flat(),
    ]) {
      expect(container).toMatchObject({
        terminationMessagePolicy: 'FallbackToLogsOnError',
      });
    }
  });

  it('restricts every container and mounts no token', () => {
    const containers = every(objects, 'containers').flat();
    for (const container of containers) {
      expect(container).toMatchObject({
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
        },
      });
    }
    expect(every(objects, 'automountServiceAccountToken')).not.toContain(true);
    const once = <T>(value: T): T[] => (containers.length ? [value] : []);
    expect(every(objects, 'runAsNonRoot')).toEqual(once(true));
    expect(every(objects, 'serviceAccountName')).toEqual(
      once('greenroom-workload'),
    );
    expect(every(objects, 'enableServiceLinks')).toEqual(once(false));
    expect(every(objects, 'seccompProfile')).toEqual(
      once({ type: 'RuntimeDefault' }),
    );
  });

  it('asks nowhere outside its namespace', () => {
    const interests = target.interests(declarations[target.kind], {
      project: 'fraud',
      namespace: 'fraud',
      cluster: aCluster(),
    });
    for (const { kind, namespace } of interests) {
      expect(namespace).toBe(kind === 'Namespace' ? undefined : 'fraud');
    }
    const observed = target.observes.map(({ kind }) => kind);
    expect(observed).toEqual(
      expect.arrayContaining(interests.map(({ kind }) => kind)),
    );
  });
});
