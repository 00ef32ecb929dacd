import {
  componentEntityV1alpha1Validator,
  Entity,
  resourceEntityV1alpha1Validator,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { CatalogProcessorResult } from '@backstage/plugin-catalog-node';
import { JsonObject } from '@backstage/types';
import { aModelServer } from '../__testUtils__/declarations';
import { GreenroomProcessor } from './GreenroomProcessor';

const location = { type: 'url', target: 'https://git.example.org/a.yaml' };
const processor = new GreenroomProcessor();

const server: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { namespace: 'fraud', name: 'scorer' },
  spec: {
    type: 'model-server',
    lifecycle: 'production',
    owner: 'group:default/fraud',
    greenroom: {
      kind: 'ModelServer',
      spec: aModelServer.spec as unknown as JsonObject,
    },
  },
};

function workbench(block: object): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { namespace: 'fraud', name: 'explore' },
    spec: {
      type: 'workbench',
      owner: 'fraud',
      greenroom: {
        kind: 'Workbench',
        spec: {
          image: { name: 'minimal' },
          hardware: { profile: 'small-cpu' },
        },
        ...block,
      },
    },
  };
}

describe('GreenroomProcessor', () => {
  it('lets valid declarations pass, and claims no kind as its own', async () => {
    await expect(processor.validateEntityKind(server)).resolves.toBe(false);
    await expect(processor.validateEntityKind(workbench({}))).resolves.toBe(
      false,
    );
    await expect(
      processor.validateEntityKind(workbench({ deletion: 'requested' })),
    ).resolves.toBe(false);
    await expect(
      processor.validateEntityKind({ ...server, spec: {} }),
    ).resolves.toBe(false);
  });

  it('is no obstacle for the built-in kinds', async () => {
    const system = {
      ...server,
      kind: 'System',
      spec: { owner: 'fraud', greenroom: { kind: 'Project', spec: {} } },
    };
    await expect(componentEntityV1alpha1Validator.check(server)).resolves.toBe(
      true,
    );
    await expect(
      resourceEntityV1alpha1Validator.check(workbench({})),
    ).resolves.toBe(true);
    await expect(systemEntityV1alpha1Validator.check(system)).resolves.toBe(
      true,
    );
  });

  it.each([
    [workbench({ kind: 'Bench' }), /^spec\.greenroom\.kind must be one of/],
    [workbench({ specs: {} }), /^spec\.greenroom\.specs is not a known field/],
    [workbench({ spec: 'none' }), /^spec\.greenroom\.spec must be an object/],
    [workbench({ deletion: true }), /^spec\.greenroom\.deletion must be/],
    [workbench({ spec: { hardware: {} } }), /spec\.greenroom\.spec\.image/],
    [
      workbench({
        spec: {
          image: { name: 'minimal' },
          hardware: { profile: 'small-cpu' },
          env: [{ name: 'DB_PASSWORD', value: 'x' }],
        },
      }),
      /^spec\.greenroom\.spec\.env\[0\]\.name looks like a secret/,
    ],
    [{ ...workbench({}), kind: 'Component' }, /^kind must be Resource/],
    [
      {
        ...workbench({}),
        metadata: { namespace: 'kube-system', name: 'explore' },
      },
      /^metadata\.namespace is reserved for the platform/,
    ],
    [
      {
        ...workbench({}),
        metadata: { namespace: 'fraud', name: 'Explore_1' },
      },
      /^metadata\.name must consist of/,
    ],
  ])('names the field that is wrong (%#)', async (entity, message) => {
    await expect(processor.validateEntityKind(entity)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it('annotates what declares an asset, and nothing else', async () => {
    const { metadata } = await processor.preProcessEntity(server);
    expect(metadata.annotations).toEqual({
      'greenroom.dev/asset': 'ModelServer:fraud/scorer',
      'backstage.io/kubernetes-id': 'modelserver-scorer',
      'backstage.io/kubernetes-namespace': 'fraud',
    });
    const plain = { ...server, spec: { type: 'website' } };
    await expect(processor.preProcessEntity(plain)).resolves.toBe(plain);
  });

  it('brings model and API of a model server along, related both ways', async () => {
    const results: CatalogProcessorResult[] = [];
    await processor.postProcessEntity(server, location, r => results.push(r));

    expect(
      results.flatMap(r =>
        r.type === 'entity' ? [stringifyEntityRef(r.entity)] : [],
      ),
    ).toEqual(['resource:fraud/scorer-model', 'api:fraud/scorer-api']);
    expect(
      results.flatMap(r =>
        r.type === 'relation'
          ? [
              [
                stringifyEntityRef(r.relation.source),
                r.relation.type,
                stringifyEntityRef(r.relation.target),
              ].join(' '),
            ]
          : [],
      ),
    ).toEqual([
      'component:fraud/scorer dependsOn resource:fraud/scorer-model',
      'resource:fraud/scorer-model dependencyOf component:fraud/scorer',
      'component:fraud/scorer providesApi api:fraud/scorer-api',
      'api:fraud/scorer-api apiProvidedBy component:fraud/scorer',
    ]);
  });

  it('emits nothing for other entities', async () => {
    const emit = jest.fn();
    await processor.postProcessEntity(workbench({}), location, emit);
    expect(emit).not.toHaveBeenCalled();
  });
});
