import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { failureKind, failureText } from './failure';

describe('failure', () => {
  it.each([
    [{ statusCode: 401 }, 'denied'],
    [{ statusCode: 403 }, 'denied'],
    [{ statusCode: 404 }, 'missing'],
    [{ statusCode: 412 }, 'conflict'],
    [{ statusCode: 500 }, 'error'],
    [new NotAllowedError('no'), 'denied'],
    [new NotFoundError('gone'), 'missing'],
    [new Error('away'), 'error'],
  ])('reads %s as %s', (error, kind) => {
    expect(failureKind(error)).toBe(kind);
  });

  it('prefers what the server said', () => {
    expect(
      failureText({
        message: 'Request failed with 400 Bad Request',
        body: { error: { message: 'spec.image must not be empty' } },
      }),
    ).toBe('spec.image must not be empty');
    expect(failureText(new Error('away'))).toBe('away');
    expect(failureText('odd')).toBe('odd');
  });
});
