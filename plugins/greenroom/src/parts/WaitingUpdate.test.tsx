import { ConflictError } from '@backstage/errors';
import { PendingUpdate } from '@greenroom/backstage-plugin-greenroom-common';
import {
  aPendingUpdate,
  aStatus,
  aWorkbench,
  NOON,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failing } from '../__testUtils__/failures';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { WaitingUpdate } from './WaitingUpdate';

const [image] = aPendingUpdate().changes;
const waiting = aPendingUpdate({
  changes: [
    image,
    {
      object: 'StatefulSet explore',
      path: "spec.template.spec.containers[explore].resources.limits['nvidia.com/gpu']",
      after: '2',
    },
    {
      object: 'StatefulSet explore',
      path: 'spec.template.spec.containers[explore].env[LEVEL]',
    },
  ],
});

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

const rows = () =>
  screen
    .getAllByRole('row')
    .map(row => [...row.children].map(({ textContent }) => textContent));

describe('WaitingUpdate', () => {
  it('says what waits, until when, and what it changes', () => {
    show(waiting);

    const group = screen.getByRole('group', { name: 'Waiting update' });
    expect(group).toHaveTextContent('A declared change waits');
    expect(group).toHaveTextContent(
      'stays as it is until the next stop or restart, or until you say so',
    );
    expect(rows()).toEqual([
      ['Field', 'Now', 'Then'],
      ['Image of explore', 'example.org/a:1', 'example.org/a:2'],
      ['nvidia.com/gpu limit', 'not set', '2'],
      ['Variable LEVEL', 'Changes; its value is not shown'],
    ]);
  });

  it('says which object has a field, where there are several', () => {
    show({
      ...waiting,
      changes: [image, { object: 'Service explore', path: 'spec.ports' }],
    });

    expect(
      rows()
        .slice(1)
        .map(([field]) => field),
    ).toEqual([
      'Image of exploreStatefulSet explore',
      'spec.portsService explore',
    ]);
  });

  it.each([
    ['declaration', 'roll', 'replaces what runs, one by one'],
    ['greenroom', 'restart', 'A newer Greenroom sets this up differently'],
    ['drift', 'restart', 'Somebody edited this on the cluster'],
    ['declaration', 'stop', 'only be applied while nothing runs'],
  ] as const)('has words for %s and %s', (cause, impact, words) => {
    show({ ...waiting, cause, impact });

    expect(screen.getByRole('group')).toHaveTextContent(words);
  });

  it.each([
    ['nothing waits', undefined, {}],
    [
      'it is being removed',
      waiting,
      { deletion: { by: 'user:default/dana', at: NOON, deleteData: false } },
    ],
  ])('shows nothing when %s', (_, update, asset) => {
    show(update, asset);

    expect(screen.queryByRole('group')).toBeNull();
  });

  it('says why it could not be applied', async () => {
    show(waiting, {
      operate: jest.fn(failing(new ConflictError('Nothing waits any more'))),
    });

    await userEvent.click(
      screen.getByRole('button', { name: 'Update and restart now' }),
    );
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', {
        name: 'Update',
      }),
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Nothing waits any more',
    );
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
