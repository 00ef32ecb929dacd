import {
  aCapacity,
  anAccelerator,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { broken, denied, silent } from '../__testUtils__/failures';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { AcceleratorCard } from './AcceleratorCard';

const show = (capacity = aCapacity()) =>
  renderOnEntity(<AcceleratorCard />, aWorkbench(), {
    capacity: async () => capacity,
  });

describe('AcceleratorCard', () => {
  it('tells what is free, and who has the others', async () => {
    show();

    expect(await screen.findByText('3 of 8 free')).toBeInTheDocument();
    expect(
      screen.getByRole('progressbar', {
        name: 'NVIDIA A100 80GB: 5 of 8 in use',
      }),
    ).toHaveAttribute('aria-valuenow', '63');
    await userEvent.click(
      screen.getByRole('button', { name: 'Who has them (2)' }),
    );
    const holders = within(
      screen.getByRole('list', { name: 'Holders of NVIDIA A100 80GB' }),
    ).getAllByRole('listitem');
    expect(holders[0]).toHaveTextContent('1 × Workbench explore in fraud');
    expect(within(holders[0]).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/fraud/resource/explore',
    );
    expect(holders[1]).toHaveTextContent('4 × train-0 in vision');
  });

  it('cannot tell, rather than zero, where it does not see', async () => {
    show(aCapacity({ known: false, reason: 'No right to list nodes.' }, []));

    expect(await screen.findByText('Cannot tell')).toBeInTheDocument();
    expect(screen.getByText(/No right to list nodes/)).toBeInTheDocument();
    expect(screen.queryByText(/free$/)).toBeNull();
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('cannot tell about a cluster that is not in the answer', async () => {
    show({ clusters: [], accelerators: [] });

    expect(await screen.findByText('Cannot tell')).toBeInTheDocument();
  });

  it('says that what it shows may be old', async () => {
    show(aCapacity({ stale: true }));

    expect(await screen.findByText('This may be old')).toBeInTheDocument();
    expect(screen.getByText('3 of 8 free')).toBeInTheDocument();
  });

  it('says when the nodes are simulated', async () => {
    show(aCapacity({ simulated: true }));

    expect(
      await screen.findByText(/^Simulated: no container/),
    ).toBeInTheDocument();
  });

  it('leaves out other clusters', async () => {
    show(aCapacity({}, [anAccelerator({ cluster: 'other' })]));

    expect(
      await screen.findByText('The nodes of dev have no accelerators.'),
    ).toBeInTheDocument();
  });

  it.each([
    ['denied', denied, 'You may not see this'],
    ['broken', broken, 'Cannot show the accelerators'],
    ['silent', silent, 'Loading the accelerators'],
  ])('has a design for %s', async (_, capacity, text) => {
    renderOnEntity(<AcceleratorCard />, aWorkbench(), { capacity });

    expect(await screen.findByText(text)).toBeInTheDocument();
  });
});
