import {
  AssetContainer,
  GreenroomApi,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  aStatus,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { broken, denied, failing, silent } from '../__testUtils__/failures';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { LogsButton } from './LogsButton';

const { can } = aWorkbench();
const readable = { can: [...can, 'logs' as const] };

const aContainer = (
  container = 'explore',
  state: Partial<AssetContainer> = {},
): AssetContainer => ({
  pod: 'explore-0',
  container,
  init: false,
  state: 'running',
  restarts: 0,
  log: true,
  previousLog: false,
  ...state,
});

const open = async (
  answers: Partial<GreenroomApi>,
  asset: Parameters<typeof aWorkbench>[0] = {},
) => {
  renderWithApi(
    <LogsButton asset={aWorkbench({ ...readable, ...asset })} />,
    answers,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Show logs…' }));
};
const of = (...containers: AssetContainer[]) => ({
  containers: async () => containers,
});

describe('LogsDialog', () => {
  it('shows the last lines, as text, and reads them again when asked to', async () => {
    const logs = jest
      .fn()
      .mockResolvedValueOnce('<b>loading</b>\nready\n')
      .mockResolvedValue('ready\nworking\n');
    await open({ ...of(aContainer()), logs });

    const box = await screen.findByRole('region', { name: 'Log of explore' });
    expect(box).toHaveTextContent('<b>loading</b> ready');
    expect(screen.queryByRole('switch')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    await waitFor(() => expect(box).toHaveTextContent('ready working'));
    expect(logs).toHaveBeenCalledTimes(2);
    expect(logs).toHaveBeenLastCalledWith(
      { kind: 'Workbench', project: 'fraud', name: 'explore' },
      {
        pod: 'explore-0',
        container: 'explore',
        previous: false,
        tailLines: 200,
      },
      expect.anything(),
    );
  });

  it('reads what was printed before the last restart', async () => {
    const logs = jest.fn(async (_, request) =>
      request?.previous ? 'out of memory' : 'loading again',
    );
    await open({
      ...of(aContainer('explore', { restarts: 3, previousLog: true })),
      logs,
    });

    expect(await screen.findByText('loading again')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('switch', { name: 'Before the last restart (of 3)' }),
    );
    expect(await screen.findByText('out of memory')).toBeInTheDocument();
    expect(screen.queryByText('loading again')).toBeNull();
  });

  it('lets one pick among several containers, beginning with one that has a log', async () => {
    await open({
      ...of(
        aContainer('explore', { state: 'waiting', log: false }),
        aContainer('git-clone', { init: true }),
      ),
      logs: async (_, request) => `lines of ${request?.container}`,
    });

    expect(await screen.findByText('lines of git-clone')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: /Container|git-clone/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'explore' }),
    );
    expect(
      await screen.findByText('It has not started yet'),
    ).toBeInTheDocument();
  });

  it.each<
    [
      string,
      Partial<GreenroomApi>,
      Parameters<typeof aWorkbench>[0],
      string | RegExp,
    ]
  >([
    [
      'it is stopped',
      of(),
      { status: aStatus({ phase: 'Stopped' }) },
      /It is stopped/,
    ],
    [
      'it waits for a node',
      of(),
      { status: aStatus({ phase: 'Pending' }) },
      /not got as far as a container yet/,
    ],
    [
      'its image cannot be pulled',
      of(
        aContainer('explore', {
          state: 'waiting',
          reason: 'ImagePullBackOff',
          log: false,
        }),
      ),
      {},
      'The cluster says: ImagePullBackOff',
    ],
    [
      'it printed nothing',
      { ...of(aContainer()), logs: async () => '' },
      {},
      'It has printed nothing.',
    ],
    [
      'the log is being read',
      { ...of(aContainer()), logs: silent },
      {},
      'Loading the log',
    ],
    [
      'the log may not be read',
      { ...of(aContainer()), logs: denied },
      {},
      'You may not see this',
    ],
    [
      'the cluster cannot be reached',
      {
        ...of(aContainer()),
        logs: failing(new Error('Could not read the log: no answer')),
      },
      {},
      'Could not read the log: no answer',
    ],
    [
      'nobody can tell which containers there are',
      { containers: broken },
      {},
      'Cannot show its containers',
    ],
  ])('says when %s', async (_, answers, asset, text) => {
    await open(answers, asset);
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('is offered to those only who may read logs', () => {
    renderWithApi(<LogsButton asset={aWorkbench()} />);
    expect(screen.queryByRole('button', { name: 'Show logs…' })).toBeNull();
  });
});
