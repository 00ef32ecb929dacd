import { ConflictError } from '@backstage/errors';
import {
  aModelServer,
  aProject,
  aStatus,
  aWorkbench,
  NOON,
  summaryOf,
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

  it('names what is still in a project, and deletes it only when it is empty', async () => {
    const remove = jest.fn(async () => undefined);
    const items = [aProject(), aWorkbench()].map(summaryOf);
    const { unmount } = renderWithApi(
      <AssetActions asset={aProject()} onDone={() => undefined} />,
      { remove, listAssets: async () => ({ items }) },
    );
    const confirm = async () => {
      await press('Delete asset…');
      await userEvent.type(
        screen.getByRole('textbox', { name: 'Type fraud to confirm' }),
        'fraud',
      );
    };

    await confirm();
    const contents = await screen.findByRole('list', {
      name: 'In the project',
    });
    expect(
      within(contents)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([expect.stringMatching(/^Workbench .*Explore/)]);
    expect(screen.getByRole('button', { name: 'Delete' })).toBeDisabled();
    unmount();

    renderWithApi(
      <AssetActions asset={aProject()} onDone={() => undefined} />,
      { remove, listAssets: async () => ({ items: items.slice(0, 1) }) },
    );
    await confirm();
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Delete' })).toBeEnabled(),
    );
    await press('Delete');
    expect(remove).toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'Project', name: 'fraud' }),
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

  describe('what is declared in Git', () => {
    const inGit = aWorkbench({
      source: {
        type: 'catalog',
        entityRef: 'resource:fraud/explore',
        location: 'url:https://git.example.org/fraud/catalog-info.yaml',
      },
    });
    const open = async (button: string) => {
      renderWithApi(<AssetActions asset={inGit} onDone={() => undefined} />);
      await press(button);
      const dialog = screen.getByRole('dialog', {
        name: 'Explore is declared in Git',
      });
      expect(
        within(dialog).getByRole('link', { name: /catalog-info\.yaml/ }),
      ).toHaveAttribute(
        'href',
        'https://git.example.org/fraud/catalog-info.yaml',
      );
      // The API would refuse: no button that does anything is offered.
      expect(
        within(dialog)
          .getAllByRole('button')
          .map(({ textContent }) => textContent),
      ).toEqual(expect.not.arrayContaining(['Delete', 'Apply change']));
      return dialog;
    };

    it('is deleted there', async () => {
      const dialog = await open('Delete asset…');
      expect(dialog).toHaveTextContent('deletion: requested');
      expect(dialog).toHaveTextContent('This is kept: Storage work');
      await userEvent.click(
        screen.getAllByRole('button', { name: 'Close' }).slice(-1)[0],
      );
      expect(screen.queryByRole('dialog')).toBeNull();
    });

    it('is edited there', async () => {
      expect(await open('Edit…')).toHaveTextContent('spec.greenroom.spec');
      expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
    });
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
