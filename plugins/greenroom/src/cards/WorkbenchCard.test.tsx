import {
  GreenroomApi,
  Phase,
  PHASES,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  anExplanation,
  anImage,
  aPendingUpdate,
  aProject,
  aStatus,
  aWorkbench,
  NOON,
  SCRIPT_ADDRESS,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { broken, denied, missing, silent } from '../__testUtils__/failures';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { WorkbenchCard } from './WorkbenchCard';

const show = (...args: Parameters<typeof aWorkbench>) =>
  renderOnEntity(<WorkbenchCard />, aWorkbench(...args));

describe('WorkbenchCard', () => {
  it('tells what a running workbench is made of, and opens it', async () => {
    show();

    expect(await screen.findByText('Ready')).toBeInTheDocument();
    expect(screen.getByText('PyTorch 2026.2')).toBeInTheDocument();
    expect(screen.getByText('NVIDIA A100, 4 CPU, 16Gi memory')).toBeVisible();
    expect(screen.getByText('1 × NVIDIA A100 80GB')).toBeInTheDocument();
    expect(screen.getByText('20Gi at /opt/app-root/src')).toBeInTheDocument();
    expect(await screen.findByText(/12.4 of 20 GiB used/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Open Explore in a new tab' }),
    ).toHaveAttribute('href', 'https://explore.example.org/');
  });

  it.each(PHASES)('has a word for phase %s', async phase => {
    show({ status: aStatus({ phase }) });

    expect(await screen.findByText(phase)).toBeInTheDocument();
  });

  it.each<[Phase, string[], { steps?: boolean; open?: boolean }]>([
    ['Pending', ['Stop', 'Restart'], { steps: true }],
    ['Progressing', ['Stop', 'Restart'], { steps: true }],
    ['Ready', ['Stop', 'Restart'], { open: true }],
    ['Degraded', ['Stop', 'Restart'], { open: true }],
    ['Failed', ['Stop', 'Restart'], { steps: true }],
    ['Stopping', ['Start'], {}],
    ['Stopped', ['Start'], {}],
    ['Unknown', ['Stop', 'Restart'], {}],
  ])('offers in phase %s what makes sense then', async (phase, offers, has) => {
    const { endpoints } = aWorkbench().status;
    const steps = [{ name: 'Node found', state: 'active' as const }];
    show({ status: aStatus({ phase, endpoints, steps }) });

    expect(await screen.findByText(phase)).toBeInTheDocument();
    const buttons = screen
      .getAllByRole('button')
      .map(({ textContent }) => textContent);
    expect(
      buttons.filter(text => /^(Start|Stop|Restart)$/.test(text ?? '')),
    ).toEqual(offers);
    expect(screen.queryAllByText('Node found')).toHaveLength(has.steps ? 1 : 0);
    expect(screen.queryAllByRole('link', { name: /^Open/ })).toHaveLength(
      has.open ? 1 : 0,
    );
  });

  it('offers nothing any more while it is being deleted', async () => {
    show({
      status: aStatus({
        phase: 'Deleting',
        kept: ['PersistentVolumeClaim fraud/explore-work'],
      }),
      deletion: { by: 'user:default/dana', at: NOON, deleteData: false },
    });

    expect(await screen.findByText('Deleting')).toBeInTheDocument();
    expect(
      screen.getByText('PersistentVolumeClaim fraud/explore-work'),
    ).toBeInTheDocument();
    for (const name of ['Start', 'Stop', 'Delete asset…']) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
    expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
  });

  it('says which newer image there is, and leads to the form with it', async () => {
    renderOnEntity(<WorkbenchCard />, aWorkbench({ revision: 7 }), {
      standards: async () =>
        [
          anImage({ lifecycle: 'deprecated' }),
          anImage({ version: '2026.3' }),
        ] as never,
    });

    expect(
      await screen.findByText('This version is deprecated.'),
    ).toBeInTheDocument();
    expect(screen.getByText(/Version 2026.3 is available/)).toBeInTheDocument();
    const upgrade = screen.getByRole('link', { name: 'Upgrade…' });
    const url = new URL(upgrade.getAttribute('href')!, 'http://localhost');
    expect(JSON.parse(url.searchParams.get('formData')!)).toMatchObject({
      name: 'explore',
      revision: 7,
      image: { name: 'pytorch', version: '2026.3' },
    });
  });

  it('says of storage what is known, and what is not', async () => {
    const { spec } = aWorkbench();
    show({
      spec: {
        ...spec,
        storage: [{ name: 'data', existing: 'shared', mountPath: '/data' }],
        git: { url: 'https://git.example.org/a.git', ref: 'main' },
      },
    });

    expect(await screen.findByText('Claim shared at /data')).toBeVisible();
    expect(await screen.findByText(/^How full: not known/)).toBeVisible();
    expect(
      screen.getByText('https://git.example.org/a.git (main)'),
    ).toBeVisible();
  });

  describe('and its events', () => {
    const open = async (events: GreenroomApi['events']) => {
      renderOnEntity(<WorkbenchCard />, aWorkbench(), { events });
      await userEvent.click(
        await screen.findByRole('button', { name: 'Show events' }),
      );
    };

    it('shows them when asked to', async () => {
      await open(async () => [
        {
          object: 'Pod fraud/explore-0',
          type: 'Warning',
          reason: 'FailedMount',
          message: 'secret "<img>" not found',
          count: 3,
          lastSeen: NOON,
        },
      ]);

      expect(
        await screen.findByText('secret "<img>" not found'),
      ).toBeInTheDocument();
      expect(screen.getByText('Warning: FailedMount')).toBeInTheDocument();
      await userEvent.click(
        screen.getByRole('button', { name: 'Hide events' }),
      );
      expect(screen.queryByText('Warning: FailedMount')).toBeNull();
    });

    it.each<[string, GreenroomApi['events'], string | RegExp]>([
      ['there are none', async () => [], /reported nothing lately/],
      ['they may not be seen', denied, 'You may not see this'],
      ['they cannot be read', broken, 'Cannot show the events'],
    ])('says when %s', async (_, events, text) => {
      await open(events);
      expect(await screen.findByText(text)).toBeInTheDocument();
    });
  });

  it('explains why it does not start, with the steps and a fix by one click', async () => {
    show({
      status: aStatus({
        phase: 'Pending',
        explanation: anExplanation(),
        steps: [
          { name: 'Storage ready', state: 'done' },
          { name: 'Node found', state: 'active' },
        ],
      }),
    });

    expect(
      await screen.findByText('All 8 NVIDIA A100 are in use.'),
    ).toBeInTheDocument();
    expect(screen.getByText('Node found')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Use NVIDIA MIG 1g (5 free)' }),
    ).toBeInTheDocument();
  });

  it('stays Ready while an update waits, and can be opened', async () => {
    const { status } = aWorkbench();
    show({ status: { ...status, pendingUpdate: aPendingUpdate() } });

    expect(await screen.findByText('Ready')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Update and restart now' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /Open Explore/ })).toBeVisible();
  });

  it.each([
    ['of a script', SCRIPT_ADDRESS, 'browser' as const],
    ['inside the cluster', 'http://explore.fraud.svc', 'cluster' as const],
  ])('shows an address %s as text only', async (_, url, reachableFrom) => {
    show({
      status: aStatus({
        endpoints: [{ kind: 'workbench', url, reachableFrom }],
      }),
    });

    expect(await screen.findByText(url)).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /Open/ })).toBeNull();
    expect(screen.queryByRole('link', { name: url })).toBeNull();
  });

  describe('with a token of its own', () => {
    const { can, resolved, status } = aWorkbench();
    const withToken = {
      can: [...can, 'access' as const],
      resolved: { ...resolved, authentication: 'token' as const },
    };

    it('shows it when asked to, and reads it only then', async () => {
      const access = jest.fn(async () => ({ token: 'open-sesame' }));
      renderOnEntity(<WorkbenchCard />, aWorkbench(withToken), { access });

      const button = await screen.findByRole('button', {
        name: 'Show token…',
      });
      expect(access).not.toHaveBeenCalled();
      await userEvent.click(button);
      expect(await screen.findByText('open-sesame')).toBeInTheDocument();
      await userEvent.click(screen.getByRole('button', { name: 'Done' }));
      expect(screen.queryByText('open-sesame')).toBeNull();
      expect(access).toHaveBeenCalledTimes(1);
    });

    it('says why it cannot be shown', async () => {
      renderOnEntity(<WorkbenchCard />, aWorkbench(withToken), {
        access: denied,
      });

      await userEvent.click(
        await screen.findByRole('button', { name: 'Show token…' }),
      );
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'The token cannot be shown',
      );
    });

    it.each([
      ['to those who may not have it', { can }],
      ['while it is stopped', { status: { ...status, phase: 'Stopped' } }],
      ['of a revision that has none', { resolved }],
    ] as [string, Parameters<typeof aWorkbench>[0]][])(
      'does not offer it %s',
      async (_, asset) => {
        show({ ...withToken, ...asset });

        expect(await screen.findByText('PyTorch 2026.2')).toBeInTheDocument();
        expect(screen.queryByRole('button', { name: /token/ })).toBeNull();
      },
    );
  });

  it('does not offer to open what is stopped', async () => {
    const { status } = aWorkbench();
    show({ status: { ...status, phase: 'Stopped' } });

    expect(
      await screen.findByRole('button', { name: 'Start' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /Open/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
  });

  it('says when it is simulated', async () => {
    show({ status: aStatus({ simulated: true }) });

    expect(await screen.findByText(/^Simulated: no container/)).toBeVisible();
  });

  it('says that nothing is applied, once', async () => {
    const why = 'The cluster belongs to another installation.';
    const writable = {
      type: 'Writable',
      status: 'False' as const,
      reason: 'OtherInstallation',
      message: why,
      since: '2026-07-01T12:00:00.000Z',
    };
    show({ status: aStatus({ conditions: [writable] }) });

    expect(
      await screen.findByText('Changes are not applied'),
    ).toBeInTheDocument();
    expect(screen.getByText(why)).toBeInTheDocument();
  });

  it('says when the cluster is out of sight', async () => {
    show({ status: aStatus({ stale: true }) });

    expect(await screen.findByText('This may be old')).toBeInTheDocument();
    expect(screen.getByText(/connection to cluster dev/)).toBeInTheDocument();
  });

  it('offers nothing that the reader may not do', async () => {
    show({ can: [] });

    expect(await screen.findByText('Ready')).toBeInTheDocument();
    const buttons = screen.getAllByRole('button');
    expect(buttons.map(({ textContent }) => textContent)).toEqual([
      'Show events',
    ]);
    expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
  });

  it('leads to the form filled with the current revision', async () => {
    show({ revision: 7 });

    const edit = await screen.findByRole('link', { name: 'Edit' });
    const url = new URL(edit.getAttribute('href')!, 'http://localhost');
    expect(url.pathname).toBe('/create/templates/default/workbench');
    expect(JSON.parse(url.searchParams.get('formData')!)).toEqual({
      project: 'fraud',
      name: 'explore',
      revision: 7,
      ...aWorkbench().spec,
    });
  });

  it('leads to the form of a copy, under another name and of no revision', async () => {
    show({ revision: 7 });

    const copy = await screen.findByRole('link', { name: 'Edit a copy' });
    const url = new URL(copy.getAttribute('href')!, 'http://localhost');
    expect(url.pathname).toBe('/create/templates/default/workbench');
    expect(JSON.parse(url.searchParams.get('formData')!)).toEqual({
      ...aWorkbench().spec,
      project: 'fraud',
      name: 'explore-copy',
      title: 'Explore (copy)',
    });
  });

  it('gives the copy of what has the longest name one that is no longer', async () => {
    show({ name: 'a'.repeat(48) });

    const copy = await screen.findByRole('link', { name: 'Edit a copy' });
    const url = new URL(copy.getAttribute('href')!, 'http://localhost');
    expect(JSON.parse(url.searchParams.get('formData')!).name).toBe(
      `${'a'.repeat(43)}-copy`,
    );
  });

  it('is loading until Greenroom answers', async () => {
    renderOnEntity(<WorkbenchCard />, aWorkbench(), { getAsset: silent });

    expect(await screen.findByRole('status')).toHaveTextContent(
      'Loading this workbench',
    );
  });

  it('says that it is not allowed', async () => {
    renderOnEntity(<WorkbenchCard />, aWorkbench(), { getAsset: denied });

    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });

  it('says that there is none', async () => {
    renderOnEntity(<WorkbenchCard />, aWorkbench(), { getAsset: missing });

    expect(await screen.findByText('Nothing here yet')).toBeInTheDocument();
  });

  it('says what failed, and tries again', async () => {
    const getAsset = jest
      .fn()
      .mockImplementationOnce(broken)
      .mockResolvedValue(aWorkbench());
    renderOnEntity(<WorkbenchCard />, aWorkbench(), { getAsset });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is away',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.getByText('Ready')).toBeInTheDocument());
  });

  it('says when the entity stands for something else', async () => {
    renderOnEntity(<WorkbenchCard />, aProject());

    expect(
      await screen.findByText(/This entity has no annotation/),
    ).toBeInTheDocument();
  });
});
