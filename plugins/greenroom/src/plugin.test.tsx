import { Entity } from '@backstage/catalog-model';
import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { Asset } from '@greenroom/backstage-plugin-greenroom-common';
import { greenroomApiRef } from '@greenroom/backstage-plugin-greenroom-react';
import {
  aConnection,
  aModelServer,
  aProject,
  aWorkbench,
  entityOf,
  fakeGreenroomApi,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import plugin from './plugin';

const CARDS = [
  'workbench',
  'model-health',
  'project',
  'connection',
  'accelerators',
] as const;

/** A system that Greenroom does not know. */
const stranger: Entity = {
  ...entityOf(aProject()),
  metadata: { name: 'payments' },
};

/** The page of an asset's entity with every card of the plugin installed. */
function openEntityOf(asset: Asset) {
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity: entityOf(asset) }),
      ...CARDS.map(name =>
        plugin.getExtension(`entity-card:greenroom/${name}` as const),
      ),
    ],
    apis: [
      [
        greenroomApiRef,
        fakeGreenroomApi({ getAsset: async () => asset as never }),
      ],
    ],
  });
}

const cardTitles = () =>
  screen
    .getAllByRole('heading', { level: 3 })
    .map(({ textContent }) => textContent)
    .filter(title => !title?.startsWith('Who has them'));

describe('the plugin in the new frontend system', () => {
  it.each([
    ['workbench', aWorkbench(), ['Workbench', 'Accelerator usage']],
    ['model server', aModelServer(), ['Model health', 'Accelerator usage']],
    ['connection', aConnection(), ['Connection']],
  ])('shows the cards of a %s on its entity', async (_, asset, titles) => {
    openEntityOf(asset);

    await screen.findByText('Ready');
    await waitFor(() => expect(cardTitles()).toEqual(titles));
  });

  it.each([
    ['project', entityOf(aProject()), ['project', 'accelerators']],
    ['stranger', stranger, []],
    ['companion', { ...entityOf(aModelServer()), kind: 'API' }, []],
  ])('shows on a %s no card but its own', (_, entity, expected) => {
    const shown = CARDS.filter(name =>
      createExtensionTester(
        plugin.getExtension(`entity-card:greenroom/${name}` as const),
      ).get(EntityCardBlueprint.dataRefs.filterFunction)?.(entity),
    );

    expect(shown).toEqual(expected);
  });

  it('has a page whose tabs the framework draws', async () => {
    renderTestApp({
      features: [plugin],
      initialRouteEntries: ['/greenroom'],
      apis: [[greenroomApiRef, fakeGreenroomApi()]],
    });

    expect(
      await screen.findByRole('heading', { name: 'What needs attention' }),
    ).toBeInTheDocument();
    expect(
      ['Overview', 'Accelerators', 'Assets', 'Standards'].map(name =>
        screen
          .getByRole('tab', { name })
          .getAttribute('href')
          ?.replace(/\/$/, ''),
      ),
    ).toEqual([
      '/greenroom/overview',
      '/greenroom/accelerators',
      '/greenroom/assets',
      '/greenroom/standards',
    ]);
  });

  it('offers a form field for each choice that templates make', async () => {
    const {
      claimPickerField,
      connectionPickerField,
      hardwarePickerField,
      imagePickerField,
      projectPickerField,
      runtimePickerField,
      tierPickerField,
    } = await import('./fields/formFields');

    expect(
      [
        projectPickerField,
        hardwarePickerField,
        imagePickerField,
        runtimePickerField,
        connectionPickerField,
        claimPickerField,
        tierPickerField,
      ].map(field => field.$$type),
    ).toEqual(Array(7).fill('@backstage/scaffolder/FormField'));
    for (const name of [
      'project-picker',
      'hardware-picker',
      'image-picker',
      'runtime-picker',
      'connection-picker',
      'claim-picker',
      'tier-picker',
    ] as const) {
      expect(
        plugin.getExtension(`scaffolder-form-field:greenroom/${name}` as const),
      ).toBeDefined();
    }
  });
});
