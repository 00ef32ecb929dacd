import { storageHint } from './withStorageHints';

const failing = (code: string, path?: string) =>
  Object.assign(new Error(code), { code, path });

describe('storageHint', () => {
  it('says what to do about a full disk, also when Go met it', () => {
    const hint = /^The disk is full: \/cache needs about 400 MB/;
    expect(storageHint(failing('ENOSPC'), '/cache')).toMatch(hint);
    expect(
      storageHint(
        new Error('write $WORK/b: no space left on device'),
        '/cache',
      ),
    ).toMatch(hint);
  });

  it('names the path that cannot be written', () => {
    expect(storageHint(failing('EACCES', '/cache/x'), '/cache')).toBe(
      'No permission to write /cache/x. Make it writable, or set XDG_CACHE_HOME to a folder that is.',
    );
  });

  it('has nothing to say about other errors', () => {
    expect(storageHint(failing('ECONNREFUSED'), '/cache')).toBeUndefined();
  });
});
