import {
  aModelServer,
  anExplanation,
  aPendingUpdate,
  aStatus,
  NOON,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { broken, denied, missing } from '../__testUtils__/failures';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { ModelHealthCard } from './ModelHealthCard';

const show = (...args: Parameters<typeof aModelServer>) =>
  renderOnEntity(<ModelHealthCard />, aModelServer(...args));

describe('ModelHealthCard', () => {
  it('tells what is served, how, and where', async () => {
    show();

    expect(await screen.findByText('Ready')).toBeInTheDocument();
    expect(screen.getByText('scorer-7b')).toBeInTheDocument();
    expect(screen.getByText('hf://example/scorer-7b')).toBeInTheDocument();
    expect(screen.getByText('vLLM 0.11')).toBeInTheDocument();
    expect(screen.getByText('2')).toBeInTheDocument();
    expect(
      screen.getByText('http://scorer.fraud.svc.cluster.local/v1'),
    ).toBeInTheDocument();
    expect(screen.getByText(/inside the cluster only/)).toBeInTheDocument();
    expect(screen.getByText('None now')).toBeInTheDocument();
  });

  it('tells the latest failure', async () => {
    show({
      status: aStatus({
        phase: 'Failed',
        explanation: anExplanation({
          summary: 'The model does not fit into the memory.',
          fixes: [],
        }),
        conditions: [
          {
            type: 'PredictorReady',
            status: 'False',
            reason: 'OOMKilled',
            message: 'Container kserve-container was killed: out of memory',
            since: NOON,
          },
          {
            type: 'Scheduled',
            status: 'False',
            reason: 'Older',
            message: 'An older failure',
            since: '2026-06-30T12:00:00.000Z',
          },
        ],
      }),
    });

    expect(
      await screen.findByText('The model does not fit into the memory.'),
    ).toBeInTheDocument();
    expect(screen.getByText(/was killed: out of memory/)).toBeInTheDocument();
    expect(screen.queryByText(/An older failure/)).toBeNull();
  });

  it('links an address that the browser reaches', async () => {
    show({
      status: aStatus({
        endpoints: [
          {
            kind: 'openai',
            url: 'https://scorer.example.org/v1',
            reachableFrom: 'browser',
          },
        ],
      }),
    });

    expect(
      await screen.findByRole('link', {
        name: /https:\/\/scorer.example.org\/v1/,
      }),
    ).toHaveAttribute('href', 'https://scorer.example.org/v1');
  });

  it('shows an update that waits, and that requests may fail with it', async () => {
    show({
      status: aStatus({
        pendingUpdate: aPendingUpdate({ cause: 'greenroom', impact: 'roll' }),
      }),
    });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Update now' }),
    );
    expect(
      screen.getByRole('dialog', { name: 'Update Scorer?' }),
    ).toHaveTextContent('Requests may fail until the new one is ready');
    expect(screen.getByText('None now')).toBeInTheDocument();
  });

  it.each([
    ['denied', denied, 'You may not see this'],
    ['missing', missing, 'Nothing here yet'],
    ['broken', broken, 'Cannot show this model server'],
  ])('has a design for %s', async (_, getAsset, text) => {
    renderOnEntity(<ModelHealthCard />, aModelServer(), { getAsset });

    expect(await screen.findByText(text)).toBeInTheDocument();
  });
});
