import {
  aHardwareProfile,
  aModelServer,
  aProject,
  aStatus,
  aWorkbench,
  NOON,
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

  const bounded = {
    tier: {
      ...aProject().resolved.tier!,
      quota: { pods: '5' },
      costCentre: '4711',
      ttl: '90d',
    },
  };

  it('draws how much of the quota is used, and says what is used up', async () => {
    const quota = [
      { resource: 'requests.cpu', used: '500m', hard: '2' },
      { resource: 'requests.nvidia.com/gpu', used: '4', hard: '4' },
      { resource: 'requests.amd.com/gpu', used: '0', hard: '0' },
    ];
    const standards = jest.fn(async () => [aHardwareProfile()] as never);
    renderOnEntity(
      <ProjectCard />,
      aProject({ status: aStatus({ quota }), resolved: bounded }),
      { standards },
    );

    const list = await screen.findByRole('list', { name: 'Quota' });
    await within(list).findByText('NVIDIA A100 80GB');
    // Other clusters may call theirs otherwise.
    expect(standards).toHaveBeenCalledWith(
      'hardwareProfiles',
      expect.objectContaining({ project: 'fraud' }),
    );
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['CPU500m of 2', 'NVIDIA A100 80GB4 of 4, used up']);
    expect(
      within(list).getByRole('progressbar', { name: 'CPU in use' }),
    ).toHaveAttribute('aria-valuenow', '25');
    expect(screen.getByText('4711')).toBeInTheDocument();
    expect(screen.getByText(/\(90d\)/)).toHaveTextContent(
      'nothing is deleted by itself',
    );
  });

  it('says that use is not known rather than that there is none', async () => {
    renderOnEntity(<ProjectCard />, aProject({ resolved: bounded }));

    expect(
      await screen.findByText(/How much of the quota is used is not known/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('names the members, and those who cannot enter yet', async () => {
    const { spec } = aProject();
    const members = [
      { ref: 'user:default/dana' },
      { ref: 'group:default/vision', role: 'viewer' as const },
    ];
    const message = 'group:default/vision: not known on cluster dev';
    const unmapped = {
      type: 'MembersMapped',
      status: 'False' as const,
      reason: 'MemberUnmapped',
      message,
      since: NOON,
    };
    renderOnEntity(
      <ProjectCard />,
      aProject({
        spec: { ...spec, members },
        status: aStatus({ conditions: [unmapped] }),
      }),
    );

    const list = await screen.findByRole('list', { name: 'Members' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      expect.stringMatching(/dana.*\(member\)/),
      expect.stringMatching(/vision.*\(viewer\)/),
    ]);
    expect(screen.getByText(message)).toBeInTheDocument();
    expect(screen.getByText('This project has no quota.')).toBeInTheDocument();
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
