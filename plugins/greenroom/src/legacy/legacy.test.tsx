import { renderInTestApp } from '@backstage/frontend-test-utils';
import { greenroomApiRef } from '@greenroom/backstage-plugin-greenroom-react';
import {
  aModelServer,
  anAccelerator,
  aProject,
  aWorkbench,
  entityOf,
  fakeGreenroomApi,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mountedRoutes } from '../__testUtils__/renderOnEntity';
import { GreenroomPage } from './GreenroomPage';
import {
  greenroomPlugin,
  isModelServerEntity,
  isProjectEntity,
  isWorkbenchEntity,
} from './index';

describe('the plugin in the legacy frontend system', () => {
  it('brings the API with it', () => {
    expect(greenroomPlugin.getId()).toBe('greenroom');
    expect([...greenroomPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      greenroomApiRef.id,
    ]);
  });

  it('frames the same pages with header and tabs', async () => {
    renderInTestApp(<GreenroomPage />, {
      apis: [[greenroomApiRef, fakeGreenroomApi()]],
      mountedRoutes,
    });

    expect(
      await screen.findByRole('heading', { name: 'Greenroom' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('heading', { name: 'What needs attention' }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('tab', { name: 'Accelerators' }));
    expect(
      await screen.findByText(anAccelerator().product),
    ).toBeInTheDocument();
  });

  it('knows the entities that carry cards', () => {
    const entities = [aProject(), aWorkbench(), aModelServer()].map(entityOf);
    const companion = { ...entities[2], kind: 'API' };

    expect(entities.map(isProjectEntity)).toEqual([true, false, false]);
    expect(entities.map(isWorkbenchEntity)).toEqual([false, true, false]);
    expect(entities.map(isModelServerEntity)).toEqual([false, false, true]);
    expect(isModelServerEntity(companion)).toBe(false);
  });
});
