import {
  aWorkbench,
  summaryOf,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { AssetTable } from './AssetTable';

describe('an asset whose entity is gone', () => {
  it('says so in place of a link that leads nowhere, and can be deleted', async () => {
    const asset = aWorkbench({
      source: {
        type: 'catalog',
        entityRef: 'resource:fraud/explore',
        location: 'url:https://git.example.org/fraud',
      },
      unclaimedSince: '2026-07-01T12:00:00.000Z',
    });
    const remove = jest.fn(async () => {});
    renderWithApi(
      <AssetTable
        rows={{ items: [summaryOf(asset)], more: false }}
        columns={['name']}
        empty=""
      />,
      { getAsset: async () => asset as never, remove },
    );

    expect(
      await screen.findByText(/Its entity is gone from the catalog/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Explore' })).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: 'Delete Explore…' }),
    );
    expect(
      await screen.findByRole('dialog', { name: /Explore/ }),
    ).toBeInTheDocument();
  });
});
