import {
  anExplanation,
  aProject,
  aStatus,
  aWorkbench,
  summaryOf,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { broken, denied } from '../__testUtils__/failures';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { AcceleratorsPage } from './AcceleratorsPage';
import { AssetsPage } from './AssetsPage';
import { OverviewPage } from './OverviewPage';
import { StandardsPage } from './StandardsPage';

const pending = aWorkbench({
  id: 'pending',
  name: 'pending',
  title: 'Pending one',
  status: aStatus({ phase: 'Pending', explanation: anExplanation() }),
});
const failed = aWorkbench({
  id: 'failed',
  name: 'failed',
  title: 'Failed one',
  status: aStatus({ phase: 'Failed' }),
});
const listAssets = async () => ({
  items: [aProject(), aWorkbench(), pending, failed].map(summaryOf),
});

describe('OverviewPage', () => {
  it('puts first what needs attention most, and says why', async () => {
    renderWithApi(<OverviewPage />, { listAssets });

    const lines = within(
      await screen.findByRole('list', { name: 'What needs attention' }),
    ).getAllByRole('listitem');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toHaveTextContent('Failed one');
    expect(lines[1]).toHaveTextContent('All 8 NVIDIA A100 are in use.');
  });

  it('says when all is well, and that no cluster is configured', async () => {
    renderWithApi(<OverviewPage />);

    expect(
      await screen.findByText(/^Nothing\. Everything/),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/No cluster is configured/),
    ).toBeInTheDocument();
  });

  it('tells how well a cluster is seen and what it cannot do', async () => {
    renderWithApi(<OverviewPage />, {
      clusters: async () => [
        {
          name: 'dev',
          state: 'denied',
          message: 'The token has expired.',
          simulated: true,
          targets: [
            { kind: 'Workbench', target: 'statefulset' },
            { kind: 'ModelServer', missing: 'KServe is not installed' },
          ],
        },
      ],
    });

    expect(
      await screen.findByText(/refuses Greenroom’s credential/),
    ).toBeInTheDocument();
    expect(screen.getByText('The token has expired.')).toBeInTheDocument();
    expect(screen.getByText(/KServe is not installed/)).toBeInTheDocument();
    expect(screen.getByText(/^Simulated: no container/)).toBeInTheDocument();
  });

  it('tells that a cluster is another installation’s, and what is there that nobody declares', async () => {
    renderWithApi(<OverviewPage />, {
      clusters: async () => [
        {
          name: 'dev',
          state: 'live',
          simulated: false,
          identity: {
            state: 'OtherInstallation',
            message: 'The cluster belongs to installation ‘prod’.',
            unknownObjects: { count: 2, names: ['StatefulSet fraud/explore'] },
          },
          safeguards: {
            projectIdentities: true,
            admissionPolicy: 'Missing',
            message: 'deploy/admission.yaml is not applied.',
          },
          targets: [],
        },
      ],
    });

    expect(
      await screen.findByText('deploy/admission.yaml is not applied.'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(
        /changes nothing here \(OtherInstallation\): The/,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^2 objects .*StatefulSet fraud\/explore, …$/),
    ).toBeInTheDocument();
  });

  it('shows the clusters although the assets fail', async () => {
    renderWithApi(<OverviewPage />, { listAssets: broken });

    expect(
      await screen.findByText('Cannot show the assets'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/No cluster is configured/),
    ).toBeInTheDocument();
  });
});

describe('AcceleratorsPage', () => {
  it('shows each cluster', async () => {
    renderWithApi(<AcceleratorsPage />);

    expect(
      await screen.findByRole('heading', { name: 'dev' }),
    ).toBeInTheDocument();
    expect(screen.getByText('3 of 8 free')).toBeInTheDocument();
  });

  it('says that it is not allowed', async () => {
    renderWithApi(<AcceleratorsPage />, { capacity: denied });

    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });
});

describe('AssetsPage', () => {
  it('lists assets, to be narrowed by words', async () => {
    renderWithApi(<AssetsPage />, { listAssets });

    const table = await screen.findByRole('grid');
    expect(within(table).getAllByRole('row')).toHaveLength(1 + 4);
    await userEvent.type(screen.getByRole('searchbox'), 'pending fraud');

    await waitFor(() =>
      expect(within(screen.getByRole('grid')).getAllByRole('row')).toHaveLength(
        1 + 1,
      ),
    );
    expect(screen.getByRole('link', { name: /Pending one/ })).toHaveAttribute(
      'href',
      '/catalog/fraud/resource/pending',
    );
  });

  it('asks for one kind when told to', async () => {
    const asked = jest.fn(listAssets);
    renderWithApi(<AssetsPage />, { listAssets: asked });
    await screen.findByRole('grid');

    await userEvent.click(screen.getByRole('button', { name: /All kinds/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Model server' }),
    );

    await waitFor(() =>
      expect(asked).toHaveBeenLastCalledWith(
        expect.objectContaining({ kind: 'ModelServer' }),
        expect.anything(),
      ),
    );
  });

  it('says what to do when nothing matches', async () => {
    renderWithApi(<AssetsPage />, { listAssets: async () => ({ items: [] }) });

    expect(await screen.findByText(/No asset matches/)).toBeInTheDocument();
  });
});

describe('StandardsPage', () => {
  it('shows what is offered in words, and what is missing', async () => {
    renderWithApi(<StandardsPage />);

    expect(
      await screen.findByText('4 CPU, 16Gi memory, 1 × NVIDIA A100 80GB'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Python 3.12, PyTorch 2.9'),
    ).toBeInTheDocument();
    expect(await screen.findByText('Model formats: vLLM')).toBeInTheDocument();
    expect(await screen.findByText(/None yet/)).toBeInTheDocument();
  });
});
