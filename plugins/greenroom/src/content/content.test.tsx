import {
  aModelServer,
  aProject,
  aWorkbench,
  summaryOf,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen } from '@testing-library/react';
import { denied } from '../__testUtils__/failures';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { ServingContent } from './ServingContent';
import { WorkbenchesContent } from './WorkbenchesContent';

describe('tabs of a project', () => {
  it('lists its workbenches', async () => {
    const listAssets = jest.fn(async () => ({
      items: [summaryOf(aWorkbench())],
    }));
    renderOnEntity(<WorkbenchesContent />, aProject(), { listAssets });

    expect(
      await screen.findByRole('link', { name: /Explore/ }),
    ).toHaveAttribute('href', '/catalog/fraud/resource/explore');
    expect(listAssets).toHaveBeenCalledWith(
      expect.objectContaining({ project: 'fraud', kind: 'Workbench' }),
      expect.anything(),
    );
  });

  it('lists its model servers', async () => {
    renderOnEntity(<ServingContent />, aProject(), {
      listAssets: async () => ({ items: [summaryOf(aModelServer())] }),
    });

    expect(await screen.findByRole('link', { name: /Scorer/ })).toHaveAttribute(
      'href',
      '/catalog/fraud/component/scorer',
    );
  });

  it('says how to begin', async () => {
    renderOnEntity(<ServingContent />, aProject(), {
      listAssets: async () => ({ items: [] }),
    });

    expect(
      await screen.findByText(/This project serves no models/),
    ).toBeInTheDocument();
  });

  it('says that it is not allowed', async () => {
    renderOnEntity(<WorkbenchesContent />, aProject(), { listAssets: denied });

    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });
});
