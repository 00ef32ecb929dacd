import {
  anExplanation,
  aProject,
  aStatus,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen } from '@testing-library/react';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { ProjectCard } from './ProjectCard';
import { WorkbenchCard } from './WorkbenchCard';

/** How cards differ by state; docs/states.md has their pictures. */
describe('cards', () => {
  it('say once that the cluster cannot be seen', async () => {
    const summary = 'The cluster cannot be seen.';
    const explanation = anExplanation({ reason: 'Stale', summary, fixes: [] });
    renderOnEntity(
      <WorkbenchCard />,
      aWorkbench({
        status: aStatus({ phase: 'Unknown', stale: true, explanation }),
      }),
    );
    expect(await screen.findByText(summary)).toBeInTheDocument();
    expect(screen.queryByText('This may be old')).toBeNull();
  });

  it('say that what else is wrong may be old', async () => {
    const explanation = anExplanation({ reason: 'ImagePullFailed' });
    renderOnEntity(
      <WorkbenchCard />,
      aWorkbench({
        status: aStatus({ phase: 'Failed', stale: true, explanation }),
      }),
    );
    expect(await screen.findByText('This may be old')).toBeInTheDocument();
  });

  it('give no address at which nothing answers yet', async () => {
    const endpoints = [
      {
        kind: 'workbench',
        url: 'http://explore.fraud.svc/',
        reachableFrom: 'cluster',
      } as const,
    ];
    renderOnEntity(
      <WorkbenchCard />,
      aWorkbench({ status: aStatus({ phase: 'Pending', endpoints }) }),
    );
    expect(await screen.findByText('Pending')).toBeInTheDocument();
    expect(screen.queryByText('http://explore.fraud.svc/')).toBeNull();
  });

  it('offer nothing to begin in a project that is being deleted', async () => {
    renderOnEntity(
      <ProjectCard />,
      aProject({
        deletion: {
          by: 'user:default/dana',
          at: '2026-07-01T12:00:00.000Z',
          deleteData: true,
        },
        status: aStatus({ phase: 'Deleting' }),
      }),
    );
    expect(await screen.findByText('Deleting')).toBeInTheDocument();
    expect(screen.queryByText(/No assets yet/)).toBeNull();
    expect(screen.queryByText(/quota/)).toBeNull();
  });
});
