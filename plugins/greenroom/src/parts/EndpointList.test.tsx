import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Endpoint } from '@greenroom/backstage-plugin-greenroom-common';
import { SCRIPT_ADDRESS } from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen } from '@testing-library/react';
import { EndpointList } from './EndpointList';

const show = (
  url: string,
  reachableFrom: Endpoint['reachableFrom'] = 'browser',
) =>
  renderInTestApp(
    <EndpointList endpoints={[{ kind: 'workbench', url, reachableFrom }]} />,
  );

describe('EndpointList', () => {
  it('links what a browser may follow, and tells the page there nothing of this one', async () => {
    const url = 'https://explore-1a2b3c4d.workbenches.example.org/notebook/';
    show(url);
    const link = await screen.findByRole('link', { name: url });
    expect(link).toHaveAttribute('href', url);
    expect(link).toHaveAttribute('target', '_blank');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  });

  it.each([
    SCRIPT_ADDRESS,
    'data:text/html,<script>alert(1)</script>',
    '//evil.example/x',
    'https://dana:hunter2@explore.example.org/',
  ])('keeps %s text', async url => {
    show(url);
    expect(await screen.findByText(url)).toBeInTheDocument();
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('does not link what only the cluster reaches', async () => {
    show('http://explore.fraud.svc/', 'cluster');
    expect(await screen.findByText(/inside the cluster only/)).toBeVisible();
    expect(screen.queryByRole('link')).toBeNull();
  });
});
