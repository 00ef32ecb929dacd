import { ApiError, KubeClient } from '@greenroom/controller-runtime';
import { ProjectWriter } from './ProjectWriter';

const PLACE = { apiVersion: 'v1', namespace: 'fraud' };
const refused = (verb: string) =>
  new ApiError(
    `User "system:serviceaccount:greenroom-system:project-fraud" cannot ${verb} in the namespace "fraud"`,
    { status: 403 },
  );

describe('ProjectWriter', () => {
  const get = jest.fn();
  const own = { get } as unknown as KubeClient;
  const identity = {} as KubeClient;
  const mayPass = jest.fn();
  const writer = new ProjectWriter(own, {
    client: ({ namespace }) => (namespace ? identity : own),
    mayPass,
  });
  const { signal } = new AbortController();
  const failsOnce = (error: Error) =>
    jest.fn().mockRejectedValueOnce(error).mockResolvedValueOnce('done');

  beforeEach(() => {
    jest.resetAllMocks();
    get.mockResolvedValue({ metadata: { name: 'fraud' } });
  });

  it('does it again, as the same, when a right was given just now', async () => {
    mayPass.mockResolvedValueOnce(true);
    const work = failsOnce(refused('get resource "services"'));
    await expect(writer.write(PLACE, work, signal)).resolves.toBe('done');
    expect(work.mock.calls).toEqual([[identity], [identity]]);
    expect(mayPass).toHaveBeenCalledWith('other');
  });

  it('tells an identity that it may not act as from one without the right', async () => {
    mayPass.mockResolvedValueOnce(true);
    const work = failsOnce(refused('impersonate resource "serviceaccounts"'));
    await writer.write(PLACE, work, signal);
    expect(mayPass).toHaveBeenCalledWith('impersonation');
  });

  it('believes a refusal when no right is new', async () => {
    mayPass.mockResolvedValueOnce(false);
    const error = refused('patch resource "services"');
    const work = failsOnce(error);
    await expect(writer.write(PLACE, work, signal)).rejects.toBe(error);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['going', () => Promise.resolve({ metadata: { deletionTimestamp: 'x' } })],
    ['gone', () => Promise.reject(new ApiError('no', { status: 404 }))],
  ])(
    'says that the namespace is %s, and the right with it',
    async (state, answer) => {
      get.mockImplementationOnce(answer);
      await expect(
        writer.write(PLACE, failsOnce(refused('get resource "pods"')), signal),
      ).rejects.toMatchObject({ name: 'NamespaceGoneError', state });
      expect(mayPass).not.toHaveBeenCalled();
    },
  );

  it.each([
    [
      'an admission plugin',
      PLACE,
      new ApiError('exceeded quota', { status: 403 }),
    ],
    ['another failure', PLACE, new ApiError('busy', { status: 500 })],
    [
      'Greenroom’s own account',
      { apiVersion: 'v1' },
      refused('get resource "x"'),
    ],
  ])('leaves the word of %s as it is', async (_who, place, error) => {
    await expect(writer.write(place, failsOnce(error), signal)).rejects.toBe(
      error,
    );
    expect(get).not.toHaveBeenCalled();
  });

  it('does not insist where Greenroom itself is refused', async () => {
    get.mockRejectedValueOnce(new ApiError('no', { status: 403 }));
    mayPass.mockResolvedValue(true);
    const error = refused('get resource "services"');
    const work = failsOnce(error);
    await expect(writer.write(PLACE, work, signal)).rejects.toBe(error);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('ends when its caller does', async () => {
    mayPass.mockResolvedValue(true);
    const ending = new AbortController();
    const work = jest.fn(async () => {
      ending.abort();
      throw refused('get resource "services"');
    });
    await expect(
      writer.write(PLACE, work, ending.signal),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(work).toHaveBeenCalledTimes(1);
  });
});
