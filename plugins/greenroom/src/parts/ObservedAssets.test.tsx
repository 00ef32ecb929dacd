import {
  aStatus,
  anExplanation,
  anObservedAsset,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { GreenroomApi } from '@greenroom/backstage-plugin-greenroom-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { broken, denied, silent } from '../__testUtils__/failures';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { ObservedAssets } from './ObservedAssets';

const SPEC = {
  image: { name: 'pytorch', version: '1' },
  hardware: { profile: 'nvidia-a100', count: 2 },
  storage: [{ name: 'data', existing: 'their-data', mountPath: '/data' }],
};

const show = (answers: Partial<GreenroomApi>) =>
  renderWithApi(<ObservedAssets filter={{ project: 'fraud' }} />, answers);
const listed = (...items: ReturnType<typeof anObservedAsset>[]) => ({
  listObserved: async () => ({ items, more: false, unseen: [] }),
});
const openDialog = async () => {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Adopt Their notebook…' }),
  );
  return within(await screen.findByRole('dialog'));
};

describe('ObservedAssets', () => {
  it('shows what others made, who manages it, and why it is stuck', async () => {
    show(
      listed(
        anObservedAsset({
          status: aStatus({ phase: 'Pending', explanation: anExplanation() }),
        }),
      ),
    );

    const row = await screen.findByRole('row', { name: /Their notebook/ });
    expect(row).toHaveTextContent('Notebook fraud/theirs');
    expect(row).toHaveTextContent('Pending');
    expect(row).toHaveTextContent('All 8 NVIDIA A100 are in use.');
    expect(row).toHaveTextContent('Open Data Hub');
    expect(row).toHaveTextContent('ada');
  });

  it('says why something cannot be adopted, in place of the button', async () => {
    const why =
      'Flux puts back what others change. Take it out of there first.';
    show(listed(anObservedAsset({ adoption: { possible: false, why } })));

    expect(await screen.findByText(why)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Adopt/ })).toBeNull();
  });

  it('says which cluster is not seen, rather than nothing', async () => {
    show({
      listObserved: async () => ({
        items: [],
        more: false,
        unseen: [{ cluster: 'dev', reason: 'connect ECONNREFUSED' }],
      }),
    });

    expect(
      await screen.findByText('Cluster dev is not seen'),
    ).toBeInTheDocument();
  });

  it('says when there is more', async () => {
    show({
      listObserved: async () => ({
        items: [anObservedAsset()],
        more: true,
        unseen: [],
      }),
    });

    expect(await screen.findByText(/These are the first/)).toBeInTheDocument();
  });

  it.each([
    ['there is nothing', listed()],
    ['nothing has come yet', { listObserved: silent }],
  ])('takes no room while %s', async (_, answers) => {
    show(answers);
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    expect(screen.queryByText('Made by others')).toBeNull();
  });

  it('says that it is not allowed, or did not work', async () => {
    const { unmount } = show({ listObserved: denied });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    unmount();
    show({ listObserved: broken });
    expect(
      await screen.findByText('Cannot show what others made'),
    ).toBeInTheDocument();
  });
});

describe('AdoptDialog', () => {
  it('shows how it would be declared, and declares it so', async () => {
    const declare = jest.fn(async () => aWorkbench());
    show({
      ...listed(anObservedAsset()),
      proposeAdoption: async () => ({
        spec: SPEC,
        issues: [],
        notes: ['Container oauth-proxy stays beside it.'],
      }),
      declare: declare as never,
    });

    const dialog = await openDialog();
    expect(await dialog.findByText('pytorch 1')).toBeInTheDocument();
    expect(dialog.getByText('nvidia-a100, 2 accelerators')).toBeInTheDocument();
    expect(dialog.getByText('their-data at /data')).toBeInTheDocument();
    expect(
      dialog.getByText('Container oauth-proxy stays beside it.'),
    ).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Adopt' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(declare).toHaveBeenCalledWith(
      { kind: 'Workbench', project: 'fraud', name: 'theirs' },
      {
        spec: SPEC,
        adopt: anObservedAsset().id,
        ifMatch: 0,
        reason: 'Adopted Notebook fraud/theirs, made by Open Data Hub',
      },
    );
  });

  it('names what stands in the way, and does not let it be sent', async () => {
    show({
      ...listed(anObservedAsset()),
      proposeAdoption: async () => ({
        spec: SPEC,
        issues: [
          { field: 'spec.image.ref', message: 'is of no allowed registry' },
        ],
        notes: [],
      }),
    });

    const dialog = await openDialog();
    expect(
      await dialog.findByText('spec.image.ref is of no allowed registry'),
    ).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: 'Adopt' })).toBeDisabled();
  });

  it('says when the object has gone meanwhile', async () => {
    show({ ...listed(anObservedAsset()), proposeAdoption: broken });

    const dialog = await openDialog();
    expect(
      await dialog.findByText(/Cannot show how Their notebook/),
    ).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: 'Adopt' })).toBeDisabled();
  });
});
