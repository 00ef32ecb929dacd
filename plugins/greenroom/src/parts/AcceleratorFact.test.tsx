import {
  AcceleratorUse,
  GreenroomApi,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  aUsage,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import { broken } from '../__testUtils__/failures';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { AcceleratorFact } from './AcceleratorFact';

const MINUTE = 60_000;
const NOW = Date.now();
const ago = (minutes: number) => new Date(NOW - minutes * MINUTE).toISOString();

const show = (usage: GreenroomApi['usage']) =>
  renderWithApi(<AcceleratorFact asset={aWorkbench()} />, { usage });
const using = (accelerator?: AcceleratorUse) =>
  show(async () => aUsage({ accelerator }));

describe('AcceleratorFact', () => {
  it('tells how busy it is', async () => {
    using({ activity: 0.634, observedAt: ago(0) });

    expect(
      await screen.findByText(/63 % busy within the last five minutes/),
    ).toBeVisible();
    expect(screen.getByText('1 × NVIDIA A100 80GB')).toBeVisible();
  });

  it('does not take a little for nothing', async () => {
    using({ activity: 0.003, observedAt: ago(0) });

    expect(await screen.findByText(/^less than 1 % busy/)).toBeVisible();
  });

  it.each([
    [{ idleSince: ago(45) }, 'Has done nothing for 45 min'],
    [{ idleSince: ago(150) }, 'Has done nothing for 2 h'],
    [
      { idleSince: ago(24 * 60), idleLonger: true },
      'Has done nothing for more than 24 h',
    ],
  ])('tells that it does nothing: %j', async (idle, text) => {
    using({ activity: 0, observedAt: ago(0), ...idle });

    expect(await screen.findByText(/Has done nothing/)).toHaveTextContent(text);
  });

  it('makes nothing of a short pause', async () => {
    using({ activity: 0, idleSince: ago(10), observedAt: ago(0) });

    expect(await screen.findByText(/^0 % busy/)).toBeVisible();
  });

  it('counts no time in which nobody looked', async () => {
    using({ activity: 0, idleSince: ago(50), observedAt: ago(8) });

    expect(await screen.findByText(/Has done nothing/)).toHaveTextContent(
      'Has done nothing for 42 min, as of 8 minutes ago',
    );
  });

  it('says that it is not known', async () => {
    using({ unknown: 'notReported' });

    expect(
      await screen.findByText(/How busy: not known, since the metrics/),
    ).toBeVisible();
    expect(screen.queryByText(/busy within/)).toBeNull();
  });

  it('says nothing of what holds none now', async () => {
    using(undefined);

    expect(await screen.findByText('1 × NVIDIA A100 80GB')).toBeVisible();
    await waitFor(() => expect(screen.queryByText(/busy/i)).toBeNull());
  });

  it('says that it cannot be asked', async () => {
    show(broken);

    expect(
      await screen.findByText('How busy: not known. The database is away'),
    ).toBeVisible();
  });
});
