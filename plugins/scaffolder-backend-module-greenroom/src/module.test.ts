import { startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  scaffolderActionsExtensionPoint,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { scaffolderModuleGreenroom } from './module';

describe('scaffolderModuleGreenroom', () => {
  it('adds actions that support a dry run', async () => {
    const added: Pick<TemplateAction, 'id' | 'supportsDryRun'>[] = [];
    await startTestBackend({
      extensionPoints: [
        [
          scaffolderActionsExtensionPoint,
          {
            addActions: (...actions) =>
              added.push(
                ...actions.map(({ id, supportsDryRun }) => ({
                  id,
                  supportsDryRun,
                })),
              ),
          },
        ],
      ],
      features: [scaffolderModuleGreenroom, catalogServiceMock.factory()],
    });
    expect(added).toEqual([
      { id: 'greenroom:declare', supportsDryRun: true },
      { id: 'greenroom:wait', supportsDryRun: true },
      { id: 'greenroom:remove', supportsDryRun: true },
    ]);
  });
});
