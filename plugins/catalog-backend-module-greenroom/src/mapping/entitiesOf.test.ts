import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  Entity,
  resourceEntityV1alpha1Validator,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { claimedEntityRefs } from '@greenroom/backstage-plugin-greenroom-common';
import {
  aModelServer,
  aProject,
  aWorkbench,
} from '../__testUtils__/declarations';
import { entitiesOf } from './entitiesOf';

const isValid = async (entity: Entity) =>
  (
    await Promise.all([
      systemEntityV1alpha1Validator.check(entity),
      resourceEntityV1alpha1Validator.check(entity),
      componentEntityV1alpha1Validator.check(entity),
      apiEntityV1alpha1Validator.check(entity),
    ])
  ).some(Boolean);

describe('entitiesOf', () => {
  it.each([aProject, aWorkbench, aModelServer])(
    'gives $kind valid entities at the refs that its name reserves',
    async declaration => {
      const entities = entitiesOf(declaration);
      expect(entities.map(stringifyEntityRef)).toEqual(
        claimedEntityRefs(declaration),
      );
      for (const entity of entities) {
        await expect(isValid(entity)).resolves.toBe(true);
        expect(entity.spec).not.toHaveProperty('greenroom');
        expect(entity.spec?.owner).toBe('group:default/fraud');
      }
    },
  );

  it('looks for the objects of a project in the namespace that it took', () => {
    for (const declaration of [aProject, aWorkbench]) {
      const [entity] = entitiesOf(declaration, { namespace: 'lab' });
      expect(entity.metadata).toMatchObject({
        namespace: 'fraud',
        annotations: { 'backstage.io/kubernetes-namespace': 'lab' },
      });
    }
  });

  it('shows a project as a System whose Kubernetes tab has everything in it', () => {
    const [system] = entitiesOf(aProject);
    expect(system).toMatchObject({
      kind: 'System',
      metadata: {
        title: 'Card fraud',
        description: 'Finds bad payments',
        annotations: {
          'greenroom.dev/asset': 'Project:fraud/fraud',
          'backstage.io/kubernetes-label-selector':
            'greenroom.dev/project=fraud',
          'backstage.io/kubernetes-namespace': 'fraud',
          'backstage.io/kubernetes-cluster': 'dev',
        },
      },
    });
  });

  it('shows a workbench as a Resource of its project', () => {
    expect(entitiesOf(aWorkbench)).toEqual([
      expect.objectContaining({
        kind: 'Resource',
        metadata: {
          namespace: 'fraud',
          name: 'explore',
          annotations: {
            'greenroom.dev/asset': 'Workbench:fraud/explore',
            'backstage.io/kubernetes-id': 'workbench-explore',
            'backstage.io/kubernetes-namespace': 'fraud',
            'backstage.io/kubernetes-cluster': 'dev',
          },
        },
        spec: {
          type: 'workbench',
          owner: 'group:default/fraud',
          system: 'fraud/fraud',
        },
      }),
    ]);
  });

  it('shows a connection as a Resource that workbenches depend on', () => {
    const [workbench] = entitiesOf({
      ...aWorkbench,
      spec: { ...aWorkbench.spec, connections: ['models-s3'] },
    });
    expect(workbench.spec).toMatchObject({
      dependsOn: ['resource:fraud/models-s3'],
    });
    const [connection, ...companions] = entitiesOf({
      ...aWorkbench,
      kind: 'Connection',
      name: 'models-s3',
      spec: { type: 'uri', uri: 'hf://example/tiny', values: {} },
    });
    expect(connection).toMatchObject({
      kind: 'Resource',
      metadata: { namespace: 'fraud', name: 'models-s3' },
      spec: { type: 'data-connection', system: 'fraud/fraud' },
    });
    expect(companions).toEqual([]);
  });

  it('shows a model server with its model and its API', () => {
    const [server, model, api] = entitiesOf(aModelServer);
    expect(server.spec).toMatchObject({
      type: 'model-server',
      lifecycle: 'production',
      dependsOn: ['resource:fraud/scorer-model'],
      providesApis: ['api:fraud/scorer-api'],
    });
    expect(model.spec).toMatchObject({ type: 'ai-model' });
    expect(api.spec).toMatchObject({ type: 'openapi' });
  });

  it.each([
    ['openai' as const, ['/v1/models', '/v1/chat/completions']],
    [
      'v2' as const,
      [
        '/v2/models/scorer',
        '/v2/models/scorer/ready',
        '/v2/models/scorer/infer',
      ],
    ],
    // What is not known is not promised.
    [undefined, []],
  ])('describes the API of a server that speaks %s', (protocol, paths) => {
    const [, , api] = entitiesOf(aModelServer, { protocol });
    const definition = JSON.parse(String(api.spec?.definition));
    expect(definition.openapi).toBe('3.0.3');
    expect(Object.keys(definition.paths)).toEqual(paths);
  });
});
