import {
  aModelServer,
  aProject,
  aStatus,
  aWorkbench,
  summaryOf,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen, within } from '@testing-library/react';
import { denied } from '../__testUtils__/failures';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { ProjectCard } from './ProjectCard';

describe('ProjectCard', () => {
  it('counts the assets by phase, and tells owner, cluster and tier', async () => {
    const listAssets = jest.fn(async () => ({
      items: [
        aProject(),
        aWorkbench(),
        aModelServer(),
        aWorkbench({ id: 'other', status: aStatus({ phase: 'Pending' }) }),
      ].map(summaryOf),
    }));
    renderOnEntity(<ProjectCard />, aProject(), { listAssets });

    const counts = await screen.findByRole('list', { name: 'Assets by phase' });
    expect(
      within(counts)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['1Pending', '2Ready']);
    expect(listAssets).toHaveBeenCalledWith(
      expect.objectContaining({ project: 'fraud' }),
      expect.anything(),
    );
    expect(screen.getByText('dev')).toBeInTheDocument();
    expect(screen.getByText('Standard')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /fraud/ })).toHaveAttribute(
      'href',
      '/catalog/default/group/fraud',
    );
  });

  it('says how to begin in an empty project', async () => {
    renderOnEntity(<ProjectCard />, aProject());

    expect(await screen.findByText(/No assets yet/)).toBeInTheDocument();
  });

  it('still shows the project when its assets may not be seen', async () => {
    renderOnEntity(<ProjectCard />, aProject(), { listAssets: denied });

    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    expect(screen.getByText('Standard')).toBeInTheDocument();
  });

  it('cannot be started or stopped', async () => {
    renderOnEntity(<ProjectCard />, aProject());

    expect(
      await screen.findByRole('button', { name: 'Delete asset…' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Start|Stop/ })).toBeNull();
  });
});
