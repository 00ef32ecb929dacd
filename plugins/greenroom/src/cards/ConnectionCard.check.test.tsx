import {
  CHECK_OUTCOMES,
  ConnectionCheck,
} from '@greenroom/backstage-plugin-greenroom-common';
import { aConnection } from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { broken, denied, silent } from '../__testUtils__/failures';
import { renderOnEntity } from '../__testUtils__/renderOnEntity';
import { ConnectionCard } from './ConnectionCard';

const CHECK = { name: 'Check connection' };
const RESULT = { name: 'Connection check' };

const aCheck = (check: Partial<ConnectionCheck> = {}): ConnectionCheck => ({
  outcome: 'reachable',
  reason: 'BucketListed',
  message: 'The bucket models is there.',
  checkedAt: new Date().toISOString(),
  ms: 312,
  ...check,
});

describe('the check on the ConnectionCard', () => {
  const press = async () =>
    userEvent.click(await screen.findByRole('button', CHECK));

  it('is asked for by hand, and says that it works, and when that was', async () => {
    const checkConnection = jest.fn(async () => aCheck());
    renderOnEntity(<ConnectionCard />, aConnection(), { checkConnection });
    expect(await screen.findByRole('button', CHECK)).toBeInTheDocument();
    expect(checkConnection).not.toHaveBeenCalled();

    await press();
    const result = await screen.findByRole('status', RESULT);
    expect(result).toHaveTextContent('It works from the portal');
    expect(result).toHaveTextContent('The bucket models is there.');
    expect(result).toHaveTextContent(/Checked .*, in 0\.3 s/);
    expect(checkConnection).toHaveBeenCalledWith(
      { kind: 'Connection', project: 'fraud', name: 'models-s3' },
      expect.objectContaining({ signal: expect.any(AbortSignal) }),
    );
  });

  it('says that it is under way', async () => {
    renderOnEntity(<ConnectionCard />, aConnection(), {
      checkConnection: silent,
    });
    await press();
    expect(await screen.findByRole('status', RESULT)).toHaveTextContent(
      'Checking the connection…',
    );
  });

  const titles = {
    reachable: 'It works from the portal',
    refused: 'It answers, and refuses',
    unclear: 'Cannot tell',
    unreachable: 'It cannot be reached',
    incomplete: 'Its values do not do',
    notAllowed: 'Checks may not go there',
    off: 'Checks are off',
  };
  it.each(CHECK_OUTCOMES)(
    'has a design for %s, with the fix',
    async outcome => {
      const fix = 'Ask the platform team to list "s3.example.org".';
      renderOnEntity(<ConnectionCard />, aConnection(), {
        checkConnection: async () => aCheck({ outcome, fix }),
      });
      await press();
      const result = await screen.findByRole('status', RESULT);
      expect(result).toHaveTextContent(titles[outcome]);
      expect(result).toHaveTextContent(fix);
    },
  );

  it.each([
    ['not allowed', denied, 'You may not check this connection'],
    ['not possible', broken, 'It could not be checked'],
  ])('says when it is %s', async (_what, checkConnection, title) => {
    renderOnEntity(<ConnectionCard />, aConnection(), { checkConnection });
    await press();
    expect(await screen.findByRole('alert')).toHaveTextContent(title);
  });

  it('forgets what was found when other values are supplied', async () => {
    renderOnEntity(<ConnectionCard />, aConnection(), {
      checkConnection: async () => aCheck(),
      supply: async () => {},
    });
    await press();
    expect(await screen.findByRole('status', RESULT)).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Supply values…' }),
    );
    await userEvent.type(await screen.findByLabelText('Access key'), 'AK');
    await userEvent.type(screen.getByLabelText('Secret key'), 's3cr3t');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    await waitFor(() =>
      expect(screen.queryByRole('status', RESULT)).toBeNull(),
    );
  });

  it.each([
    ['may only read', aConnection({ can: [] })],
    [
      'looks at one that is being deleted',
      aConnection({
        deletion: {
          by: 'user:default/dana',
          at: '2026-07-01T12:00:00.000Z',
          deleteData: false,
        },
      }),
    ],
  ])('is not offered to whoever %s', async (_who, asset) => {
    renderOnEntity(<ConnectionCard />, asset);
    expect(await screen.findByText('S3 object storage')).toBeInTheDocument();
    expect(screen.queryByRole('button', CHECK)).toBeNull();
  });
});
