import { NOON } from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen } from '@testing-library/react';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { IdleText } from './IdleText';

describe('IdleText', () => {
  it('says when the cluster stops it', async () => {
    const stopsAt = '2026-07-01T14:00:00.000Z';
    renderWithApi(
      <p aria-label="idle">
        <IdleText of={{ lastActivity: NOON, stopsAt }} />
      </p>,
    );

    expect(await screen.findByLabelText('idle')).toHaveTextContent(
      `the cluster stops it ${new Date(
        stopsAt,
      ).toLocaleString()} unless it is used before`,
    );
  });

  it('says when nobody knows when', async () => {
    renderWithApi(
      <p aria-label="idle">
        <IdleText of={{ lastActivity: NOON }} />
      </p>,
    );

    expect(await screen.findByLabelText('idle')).toHaveTextContent(
      /the platform team has not said here after how long/,
    );
  });
});
