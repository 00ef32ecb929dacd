import { ConflictError } from '@backstage/errors';
import {
  aModelServer,
  aStatus,
  aWorkbench,
  NOON,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failing } from '../__testUtils__/failures';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { AssetActions } from './AssetActions';

const press = (name: string) =>
  userEvent.click(screen.getByRole('button', { name }));

describe('AssetActions', () => {
  it('stops a workbench after saying what is lost', async () => {
    const operate = jest.fn(async () => aWorkbench());
    const onDone = jest.fn();
    renderWithApi(<AssetActions asset={aWorkbench()} onDone={onDone} />, {
      operate,
    });

    await press('Stop');
    const dialog = screen.getByRole('dialog', { name: 'Stop Explore?' });
    expect(dialog).toHaveTextContent('Running notebooks and terminals end');
    expect(operate).not.toHaveBeenCalled();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Stop' }));

    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(operate).toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'Workbench', name: 'explore' }),
      { operation: 'stop' },
    );
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('does nothing when the reader thinks again', async () => {
    const operate = jest.fn();
    renderWithApi(
      <AssetActions asset={aModelServer()} onDone={() => undefined} />,
      { operate },
    );

    await press('Restart');
    await press('Cancel');

    expect(screen.queryByRole('dialog')).toBeNull();
    expect(operate).not.toHaveBeenCalled();
  });

  it('says why something did not work, and stays open', async () => {
    renderWithApi(
      <AssetActions
        asset={aWorkbench({ status: aStatus({ phase: 'Stopped' }) })}
        onDone={() => undefined}
      />,
      { operate: failing(new ConflictError('Argo CD manages it')) },
    );

    await press('Start');
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', { name: 'Start' }),
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Argo CD manages it',
    );
  });

  it('deletes only after the name was typed, and keeps the data', async () => {
    const remove = jest.fn(async () => undefined);
    const onDone = jest.fn();
    renderWithApi(<AssetActions asset={aWorkbench()} onDone={onDone} />, {
      remove,
    });

    await press('Delete asset…');
    const dialog = screen.getByRole('dialog', { name: 'Delete Explore?' });
    const kept = within(dialog).getByRole('region', { name: 'This is kept' });
    expect(kept).toHaveTextContent('Storage work (20Gi, /opt/app-root/src)');
    expect(
      within(dialog).getByRole('button', { name: 'Delete' }),
    ).toBeDisabled();

    await userEvent.type(
      within(dialog).getByRole('textbox', { name: 'Type explore to confirm' }),
      'explore',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Delete' }),
    );

    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(remove).toHaveBeenCalledWith(
      expect.objectContaining({ name: 'explore' }),
      { deleteData: false },
    );
  });

  it('deletes the data only when told to', async () => {
    const remove = jest.fn(async () => undefined);
    renderWithApi(
      <AssetActions asset={aWorkbench()} onDone={() => undefined} />,
      { remove },
    );

    await press('Delete asset…');
    await userEvent.click(
      screen.getByRole('checkbox', { name: /Delete the data as well/ }),
    );
    expect(screen.queryByRole('region', { name: 'This is kept' })).toBeNull();
    expect(screen.getByRole('region', { name: 'This goes' })).toHaveTextContent(
      'Storage work',
    );
    await userEvent.type(screen.getByRole('textbox'), 'explore');
    await press('Delete');

    await waitFor(() =>
      expect(remove).toHaveBeenCalledWith(expect.anything(), {
        deleteData: true,
      }),
    );
  });

  it('warns that Git would bring it back, and does not edit it here', async () => {
    renderWithApi(
      <AssetActions
        asset={aWorkbench({
          source: {
            type: 'catalog',
            entityRef: 'resource:fraud/explore',
            location: 'url:https://git.example.org/fraud/catalog-info.yaml',
          },
        })}
        onDone={() => undefined}
      />,
    );

    expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
    await press('Delete asset…');
    expect(screen.getByText('It is declared in Git')).toBeInTheDocument();
  });

  it('offers nothing more for what is being deleted', async () => {
    renderWithApi(
      <AssetActions
        asset={aWorkbench({
          deletion: { by: 'user:default/dana', at: NOON, deleteData: false },
        })}
        onDone={() => undefined}
      />,
    );

    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
  });
});
