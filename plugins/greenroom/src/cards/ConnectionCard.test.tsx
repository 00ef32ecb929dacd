import {
  aConnection,
  aStatus,
  anExplanation,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { broken, denied } from '../__testUtils__/failures';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { ConnectionCard } from './ConnectionCard';

const SUPPLY = { name: 'Supply values…' };

describe('ConnectionCard', () => {
  it('tells where it leads, which Secret it is, and what uses it', async () => {
    renderOnEntity(
      <ConnectionCard />,
      aConnection({
        usedBy: [{ kind: 'Workbench', project: 'fraud', name: 'explore' }],
      }),
    );

    expect(await screen.findByText('S3 object storage')).toBeInTheDocument();
    expect(screen.getByText('https://s3.example.org')).toBeInTheDocument();
    expect(screen.getByText('fraud/models-s3')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /explore/ })).toHaveAttribute(
      'href',
      '/catalog/fraud/resource/explore',
    );
  });

  it('sends what is typed straight to Greenroom, and forgets it', async () => {
    const supply = jest.fn(async () => {});
    renderOnEntity(
      <ConnectionCard />,
      aConnection({
        status: aStatus({
          phase: 'Pending',
          explanation: anExplanation({
            reason: 'SecretMissing',
            summary: 'Its values have not been supplied.',
          }),
        }),
      }),
      { supply },
    );
    expect(
      await screen.findByText('Its values have not been supplied.'),
    ).toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', SUPPLY));
    const dialog = await screen.findByRole('dialog');
    const send = within(dialog).getByRole('button', { name: 'Send' });
    expect(send).toBeDisabled();
    await userEvent.type(within(dialog).getByLabelText('Access key'), 'AK');
    await userEvent.type(within(dialog).getByLabelText('Secret key'), 's3cr3t');
    await userEvent.click(send);

    expect(supply).toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'Connection', name: 'models-s3' }),
      { AWS_ACCESS_KEY_ID: 'AK', AWS_SECRET_ACCESS_KEY: 's3cr3t' },
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await userEvent.click(screen.getByRole('button', SUPPLY));
    expect(await screen.findByLabelText('Secret key')).toHaveValue('');
  });

  it('makes a Docker configuration of a login', async () => {
    const supply = jest.fn(async () => {});
    renderOnEntity(
      <ConnectionCard />,
      aConnection({
        spec: { type: 'oci', registry: 'registry.example.org', values: {} },
      }),
      { supply },
    );

    await userEvent.click(await screen.findByRole('button', SUPPLY));
    await userEvent.type(await screen.findByLabelText('User'), 'ada');
    await userEvent.type(screen.getByLabelText('Password or token'), 'pw');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));

    expect(supply).toHaveBeenCalledWith(expect.anything(), {
      '.dockerconfigjson':
        '{"auths":{"registry.example.org":{"auth":"YWRhOnB3"}}}',
    });
  });

  it('says when that did not work, and keeps what was typed', async () => {
    renderOnEntity(
      <ConnectionCard />,
      aConnection({
        spec: { type: 'uri', uri: 'hf://example/tiny', values: {} },
      }),
      { supply: broken },
    );

    await userEvent.click(await screen.findByRole('button', SUPPLY));
    await userEvent.type(await screen.findByLabelText(/Hugging Face/), 'hf_x');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is away',
    );
    expect(screen.getByLabelText(/Hugging Face/)).toHaveValue('hf_x');
  });

  it.each([
    ['whoever may only read', aConnection({ can: [] })],
    [
      'a Secret of somebody else',
      aConnection({
        spec: {
          ...aConnection().spec,
          values: undefined,
          secretRef: { name: 'x' },
        },
      }),
    ],
  ])('takes no values from or for %s', async (_who, asset) => {
    renderOnEntity(<ConnectionCard />, asset);

    expect(await screen.findByText('S3 object storage')).toBeInTheDocument();
    expect(screen.queryByRole('button', SUPPLY)).toBeNull();
  });

  it('says when the connection may not be seen', async () => {
    renderOnEntity(<ConnectionCard />, aConnection(), { getAsset: denied });

    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });
});
