import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  GreenroomApi,
  PHASES,
} from '@greenroom/backstage-plugin-greenroom-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { greenroomApiRef } from '../api/greenroomApiRef';
import {
  anExplanation,
  aStatus,
  aWorkbench,
  fakeGreenroomApi,
  SCRIPT_ADDRESS,
} from '../testUtils';
import { Explanation } from './Explanation';
import { PhaseLine } from './PhaseLine';
import { Steps } from './Steps';

const FIX = 'Use NVIDIA MIG 1g (5 free)';

function explain(
  asset = aWorkbench({ revision: 4 }),
  answers: Partial<GreenroomApi> = {},
  explanation = anExplanation(),
) {
  const onFixed = jest.fn();
  renderInTestApp(
    <Explanation of={explanation} asset={asset} onFixed={onFixed} />,
    { apis: [[greenroomApiRef, fakeGreenroomApi(answers)]] },
  );
  return onFixed;
}

describe('PhaseLine', () => {
  it.each(PHASES)(
    'says %s in a word, with an icon and what it means',
    phase => {
      renderInTestApp(<PhaseLine status={aStatus({ phase })} />);

      const badge = screen.getByText(phase);
      expect(badge.closest('[title]')?.getAttribute('title')).toMatch(/\.$/);
      expect(screen.getByRole('status').querySelector('svg')).toBeTruthy();
    },
  );

  it('says that a revision waits while another one runs', () => {
    renderInTestApp(
      <PhaseLine
        status={aStatus({ phase: 'Ready', revision: 3, observedRevision: 2 })}
      />,
    );

    expect(
      screen.getByText('Revision 2 runs, and 3 waits'),
    ).toBeInTheDocument();
  });

  it('says since when, and that a revision is not applied yet', () => {
    const { container } = renderInTestApp(
      <PhaseLine
        status={aStatus({
          phase: 'Progressing',
          revision: 3,
          observedRevision: 2,
        })}
      />,
    );

    const time = container.querySelector('time');
    expect(time).toHaveAttribute('datetime', '2026-07-01T12:00:00.000Z');
    // Passing time is not announced to screen readers.
    expect(time?.closest('[role=status]')).toBeNull();
    expect(screen.getByText(/Revision 3 is on its way/)).toBeInTheDocument();
  });
});

describe('Steps', () => {
  it('reads out how far each step is', () => {
    renderInTestApp(
      <Steps
        steps={[
          { name: 'Storage ready', state: 'done' },
          { name: 'Image pulled', state: 'active' },
          { name: 'Answers', state: 'waiting' },
          { name: 'Probed', state: 'failed' },
        ]}
      />,
    );

    const steps = within(
      screen.getByRole('list', { name: 'Steps' }),
    ).getAllByRole('listitem');
    expect(
      steps.map(step =>
        within(step).getByRole('img').getAttribute('aria-label'),
      ),
    ).toEqual(['done', 'in progress', 'waiting', 'failed']);
    expect(steps[1]).toHaveAttribute('aria-current', 'step');
  });
});

describe('Explanation', () => {
  it('shows the evidence when asked', async () => {
    explain();

    expect(screen.getByText('All 8 NVIDIA A100 are in use.')).toBeVisible();
    expect(screen.getByText(/FailedScheduling/)).not.toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Evidence' }));
    expect(screen.getByText(/FailedScheduling/)).toBeInTheDocument();
  });

  it('declares a fix on top of the revision that was seen, after showing what changes', async () => {
    const declare = jest.fn(async () => aWorkbench() as never);
    const asset = aWorkbench({ revision: 4 });
    const onFixed = explain(asset, { declare });

    await userEvent.click(screen.getByRole('button', { name: FIX }));
    const dialog = screen.getByRole('dialog', { name: FIX });
    expect(dialog).toHaveTextContent(
      'hardware.profile: nvidia-a100 → nvidia-mig-1g',
    );
    expect(declare).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Apply change' }),
    );

    await waitFor(() => expect(onFixed).toHaveBeenCalled());
    expect(declare).toHaveBeenCalledWith(asset, {
      spec: {
        ...asset.spec,
        hardware: { profile: 'nvidia-mig-1g', count: 1 },
      },
      reason: FIX,
      ifMatch: 4,
    });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says when somebody else was first', async () => {
    explain(undefined, {
      declare: async () => {
        throw Object.assign(new Error('412'), { statusCode: 412 });
      },
    });

    await userEvent.click(screen.getByRole('button', { name: FIX }));
    await userEvent.click(screen.getByRole('button', { name: 'Apply change' }));

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Somebody else changed it first',
    );
  });

  it('does not offer a change that the reader may not make, or that belongs into Git', () => {
    explain(aWorkbench({ can: [] }));
    expect(screen.getByText(FIX)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: FIX })).toBeNull();
  });

  it('points to Git for what is declared there', () => {
    explain(
      aWorkbench({
        source: {
          type: 'catalog',
          entityRef: 'resource:fraud/explore',
          location: 'url:https://git.example.org/x',
        },
      }),
    );

    expect(screen.getByText(/\(change it in Git\)/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: FIX })).toBeNull();
  });

  it('makes links of web addresses only', () => {
    explain(
      undefined,
      {},
      anExplanation({
        fixes: [
          { text: 'Ask the holders', link: 'https://chat.example.org/gpu' },
          { text: 'A trap', link: SCRIPT_ADDRESS },
        ],
      }),
    );

    expect(
      screen.getByRole('link', { name: 'Ask the holders' }),
    ).toHaveAttribute('href', 'https://chat.example.org/gpu');
    expect(screen.getByText('A trap').closest('a')).toBeNull();
  });
});
