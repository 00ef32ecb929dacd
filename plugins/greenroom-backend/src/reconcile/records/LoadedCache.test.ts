import { LoadedCache } from './LoadedCache';
import { Loaded } from './reads';

const revision = (number: number) =>
  ({ declaration: { id: 'explore', revision: number } } as Loaded);

describe('LoadedCache', () => {
  let cache: LoadedCache;
  const read = jest.fn<Promise<Loaded | undefined>, []>();

  beforeEach(() => {
    cache = new LoadedCache();
    read.mockReset();
  });

  it('reads once, and again what was dropped', async () => {
    read.mockResolvedValueOnce(revision(1)).mockResolvedValueOnce(revision(2));
    expect(await cache.get('explore', read)).toEqual(revision(1));
    expect(await cache.get('explore', read)).toEqual(revision(1));
    cache.drop('explore');
    expect(await cache.get('explore', read)).toEqual(revision(2));
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('does not keep what changes while it is read', async () => {
    read
      .mockImplementationOnce(async () => {
        cache.drop('explore');
        return revision(1);
      })
      .mockResolvedValueOnce(revision(2));
    expect(await cache.get('explore', read)).toEqual(revision(1));
    expect(await cache.get('explore', read)).toEqual(revision(2));
  });

  it('keeps nothing of what is not there, or could not be read', async () => {
    read
      .mockResolvedValueOnce(undefined)
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValueOnce(revision(1));
    expect(await cache.get('explore', read)).toBeUndefined();
    await expect(cache.get('explore', read)).rejects.toThrow('down');
    expect(await cache.get('explore', read)).toEqual(revision(1));
  });

  it('takes over what is written, but not over what was dropped', async () => {
    const before = revision(1);
    read.mockResolvedValueOnce(before).mockResolvedValueOnce(revision(3));
    await cache.get('explore', read);
    cache.replace(before, revision(2));
    expect(await cache.get('explore', read)).toEqual(revision(2));
    cache.drop('explore');
    cache.replace(before, revision(2));
    expect(await cache.get('explore', read)).toEqual(revision(3));
  });
});
