import { PHASES } from '@greenroom/backstage-plugin-greenroom-common';
import {
  anExplanation,
  aPendingUpdate,
  aProject,
  aStatus,
  aWorkbench,
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
    expect(
      screen.getByText('NVIDIA A100, 4 CPU, 16Gi memory'),
    ).toBeInTheDocument();
    expect(screen.getByText('1 × NVIDIA A100 80GB')).toBeInTheDocument();
    expect(screen.getByText('20Gi at /opt/app-root/src')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Open Explore in a new tab' }),
    ).toHaveAttribute('href', 'https://explore.example.org/');
  });

  it.each(PHASES)('has a word for phase %s', async phase => {
    show({ status: aStatus({ phase }) });

    expect(await screen.findByText(phase)).toBeInTheDocument();
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
    expect(screen.queryByRole('button')).toBeNull();
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
