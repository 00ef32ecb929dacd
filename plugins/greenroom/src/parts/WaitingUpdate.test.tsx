import { PendingUpdate } from '@greenroom/backstage-plugin-greenroom-common';
import {
  aStatus,
  aWorkbench,
  NOON,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { WaitingUpdate } from './WaitingUpdate';

const waiting: PendingUpdate = {
  cause: 'declaration',
  impact: 'restart',
  since: NOON,
  changes: [
    {
      object: 'StatefulSet explore',
      path: 'spec.template.spec.containers[explore].image',
      before: 'example.org/a:1',
      after: 'example.org/a:2',
    },
    {
      object: 'StatefulSet explore',
      path: 'spec.template.spec.containers[explore].env[LEVEL]',
    },
  ],
};

const show = (
  pendingUpdate: PendingUpdate | undefined,
  {
    operate = jest.fn(),
    onDone = jest.fn(),
    ...asset
  }: object & {
    operate?: jest.Mock;
    onDone?: jest.Mock;
    can?: [];
  } = {},
) =>
  renderWithApi(
    <WaitingUpdate
      asset={aWorkbench({ status: aStatus({ pendingUpdate }), ...asset })}
      onDone={onDone}
    />,
    { operate },
  );

describe('WaitingUpdate', () => {
  it('says what waits, until when, and what it changes', () => {
    show(waiting);

    const group = screen.getByRole('group', { name: 'Waiting update' });
    expect(group).toHaveTextContent('A declared change waits');
    expect(group).toHaveTextContent('at the next stop or restart');
    expect(group).toHaveTextContent(
      'containers[explore].image: example.org/a:1 → example.org/a:2',
    );
    expect(group).toHaveTextContent(
      'containers[explore].env[LEVEL] (values are not shown)',
    );
  });

  it('shows nothing when nothing waits', () => {
    show(undefined);

    expect(screen.queryByRole('group')).toBeNull();
  });

  it('is applied after saying what is lost', async () => {
    const operate = jest.fn(async () => aWorkbench());
    const onDone = jest.fn();
    show(waiting, { operate, onDone });

    await userEvent.click(
      screen.getByRole('button', { name: 'Update and restart now' }),
    );
    const dialog = screen.getByRole('dialog', { name: 'Update Explore?' });
    expect(dialog).toHaveTextContent('what is only in memory is lost');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Update' }),
    );

    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(operate).toHaveBeenCalledWith(expect.anything(), {
      operation: 'update',
    });
  });

  it.each([
    ['who may not operate it', waiting, { can: [] as [] }],
    [
      'anybody while it runs, when it has to be stopped first',
      { ...waiting, impact: 'stop' as const },
      {},
    ],
  ])('is not offered to %s', (_, update, asset) => {
    show(update, asset);

    expect(screen.getByRole('group')).toBeInTheDocument();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
