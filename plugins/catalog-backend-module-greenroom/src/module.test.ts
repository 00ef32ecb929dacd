import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { greenroomServiceRef } from '@greenroom/backstage-plugin-greenroom-node';
import { GreenroomApi } from '@greenroom/backstage-plugin-greenroom-common';
import { greenroomEntityMappingExtensionPoint } from './extensionPoint';
import { catalogModuleGreenroom } from './module';
import { GreenroomProcessor } from './processor';
import { GreenroomEntityProvider } from './provider';
import { aProject, refOf } from './__testUtils__/declarations';

const anotherMapping = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'another-greenroom-mapping',
  register(env) {
    env.registerInit({
      deps: { mapping: greenroomEntityMappingExtensionPoint },
      async init({ mapping }) {
        mapping.setEntityMapping(({ name }) => [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Domain',
            metadata: { name },
            spec: {},
          },
        ]);
      },
    });
  },
});

const greenroom: Pick<GreenroomApi, 'changes'> = {
  changes: async since => ({
    sequence: 1,
    items:
      since < 1
        ? [
            {
              sequence: 1,
              type: 'upserted',
              ref: refOf(aProject),
              declaration: aProject,
            },
          ]
        : [],
  }),
};

describe('catalogModuleGreenroom', () => {
  it('adds processor and provider, whose mapping another module may replace', async () => {
    const addProcessor = jest.fn();
    const addEntityProvider = jest.fn();
    const { server } = await startTestBackend({
      extensionPoints: [
        [
          catalogProcessingExtensionPoint,
          {
            addProcessor,
            addEntityProvider,
            addPlaceholderResolver: jest.fn(),
            setOnProcessingErrorHandler: jest.fn(),
          },
        ],
      ],
      features: [
        catalogModuleGreenroom,
        anotherMapping,
        mockServices.events.factory(),
        createServiceFactory({
          service: greenroomServiceRef,
          deps: {},
          factory: () => greenroom as GreenroomApi,
        }),
      ],
    });
    expect(server.listening).toBe(true);
    expect(addProcessor).toHaveBeenCalledWith(expect.any(GreenroomProcessor));

    const [[provider]] = addEntityProvider.mock.calls as [
      [GreenroomEntityProvider],
    ];
    const applyMutation = jest.fn().mockResolvedValue(undefined);
    await provider.connect({ applyMutation, refresh: jest.fn() });
    await provider.update();

    expect(applyMutation).toHaveBeenCalledWith({
      type: 'full',
      entities: [
        expect.objectContaining({
          entity: expect.objectContaining({ kind: 'Domain' }),
        }),
      ],
    });
  });
});
