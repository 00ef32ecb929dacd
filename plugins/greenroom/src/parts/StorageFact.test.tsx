import {
  GreenroomApi,
  UnknownReason,
  VolumeUsage,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  aUsage,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen } from '@testing-library/react';
import { broken, denied, silent } from '../__testUtils__/failures';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { StorageFact } from './StorageFact';

const GI = 2 ** 30;
const show = (usage: GreenroomApi['usage'], storage?: object[]) => {
  const workbench = aWorkbench();
  renderWithApi(
    <StorageFact
      asset={{
        ...workbench,
        spec: { ...workbench.spec, ...(storage && { storage }) } as never,
      }}
    />,
    { usage },
  );
};
const [work] = aUsage().volumes;
const just = { observedAt: new Date().toISOString() };
const full = (volume: Partial<VolumeUsage>) => async () =>
  aUsage({ volumes: [{ ...work, ...just, ...volume }] });

describe('StorageFact', () => {
  it('shows how full a volume is', async () => {
    show(full({}));

    const bar = await screen.findByRole('progressbar', { name: 'Volume work' });
    expect(bar).toHaveAttribute('aria-valuenow', '62');
    expect(bar).toHaveAttribute('aria-valuetext', '12.4 of 20 GiB used');
    expect(screen.getByText('12.4 of 20 GiB used')).toBeVisible();
  });

  it('warns of one that is nearly full', async () => {
    show(full({ usedBytes: 18 * GI }));

    expect(
      await screen.findByText('Nearly full: 18 of 20 GiB used'),
    ).toBeVisible();
  });

  it('says from when old figures are', async () => {
    const observedAt = new Date(Date.now() - 8 * 60_000).toISOString();
    show(full({ observedAt }));

    expect(
      await screen.findByText('12.4 of 20 GiB used', { exact: false }),
    ).toHaveTextContent('12.4 of 20 GiB used, as of 8 minutes ago');
  });

  it.each<[UnknownReason, RegExp]>([
    ['notConfigured', /has not been told where the metrics/],
    ['notReported', /measured only while they are in use/],
    ['unreachable', /cannot be read now/],
  ])('never draws %s as empty', async (unknown, why) => {
    const { name, claim } = work;
    show(async () => ({ volumes: [{ name, claim, unknown }] }));

    expect(await screen.findByText(why)).toHaveTextContent(
      'How full: not known, since',
    );
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('says it once of several volumes, and shows what is known of others', async () => {
    show(
      async () => ({
        volumes: [
          { ...work, ...just },
          { name: 'b', claim: 'b', unknown: 'notReported' },
        ],
      }),
      ['work', 'b', 'new'].map(name => ({
        name,
        size: '20Gi',
        mountPath: `/${name}`,
      })),
    );

    expect(await screen.findAllByText(/How full: not known/)).toHaveLength(1);
    expect(screen.getAllByRole('progressbar')).toHaveLength(1);
    expect(screen.getByText('20Gi at /new')).toBeVisible();
  });

  it.each<[string, GreenroomApi['usage'], string]>([
    ['it asks', silent, 'How full: looking…'],
    ['it may not', denied, 'How full: not known, since you may not see it'],
    ['it fails', broken, 'How full: not known. The database is away'],
  ])('shows the volume while %s', async (_, usage, text) => {
    show(usage);

    expect(await screen.findByText(text)).toBeVisible();
    expect(screen.getByText('20Gi at /opt/app-root/src')).toBeVisible();
  });
});
