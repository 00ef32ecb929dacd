import { plainLog } from './plainLog';

describe('plainLog', () => {
  it.each([
    [
      'colours',
      '\u001b[32m[I 12:00 ServerApp]\u001b[0m up\n',
      '[I 12:00 ServerApp] up\n',
    ],
    ['a link', '\u001b]8;;https://x\u0007here\u001b]8;;\u0007', 'here'],
    ['a bell and a null', 'ready\u0007\u0000', 'ready'],
    ['what turns a text around', 'a\u202eb', 'ab'],
    ['all but the end of a progress bar', '10%\r50%\r100%\ndone', '100%\ndone'],
    ['the ends of lines of Windows', 'one\r\ntwo\r\n', 'one\ntwo\n'],
  ])('leaves out %s', (_, printed, shown) => {
    expect(plainLog(printed)).toBe(shown);
  });

  it('leaves tabs and other letters as they are', () => {
    expect(plainLog('a\tß漢\n')).toBe('a\tß漢\n');
  });

  it('leaves out what looks like a credential', () => {
    expect(
      plainLog(
        'http://localhost:8888/lab?token=0123456789abcdef\nAuthorization: Bearer abcdefghijklmnopqrstuvwxyz\n',
      ),
    ).toBe('http://localhost:8888/lab?token=…\nAuthorization: Bearer …\n');
  });

  it('finds it also where colours divide it', () => {
    expect(plainLog('token=\u001b[1m0123456789abcdef')).toBe('token=…');
  });

  it('cuts lines that nobody reads', () => {
    expect(plainLog('x'.repeat(1_000_000)).length).toBeLessThan(17_000);
  });

  it.each(['\u001b[0;', '\u001b]', '\u001b;', 'a.', '\r'])(
    'takes no time for a megabyte of %j',
    part => {
      const started = performance.now();
      plainLog(part.repeat(1_000_000 / part.length));
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );
});
