import { TooManyRequestsError } from '../api/TooManyRequestsError';
import { CheckLimits } from './CheckLimits';

describe('how often connections are checked', () => {
  let now = 0;
  let limits: CheckLimits;
  const done = async () => 'done';
  const run = (id: string, caller = 'dana') => limits.run({ id, caller }, done);

  beforeEach(() => {
    now = 0;
    limits = new CheckLimits(() => now);
  });

  it('is one at a time for a connection, whoever asks', async () => {
    let finish = () => {};
    const first = limits.run(
      { id: 'models', caller: 'dana' },
      () => new Promise<void>(resolve => (finish = resolve)),
    );
    await expect(run('models', 'ada')).rejects.toThrow(TooManyRequestsError);
    await expect(run('others', 'ada')).resolves.toBe('done');
    finish();
    await first;
    await expect(run('models', 'ada')).resolves.toBe('done');
  });

  it('is ten a minute for a caller, of whichever connections', async () => {
    for (let index = 0; index < 10; index++) await run(`c${index}`);
    await expect(run('c10')).rejects.toMatchObject({
      name: 'TooManyRequestsError',
      statusCode: 429,
      message: expect.stringContaining('try again in a minute'),
    });
    await expect(run('c10', 'ada')).resolves.toBe('done');
    now += 60_000;
    await expect(run('c10')).resolves.toBe('done');
  });

  it('is eight at once for all', async () => {
    const finish: (() => void)[] = [];
    const running = Array.from({ length: 8 }, (_, index) =>
      limits.run(
        { id: `c${index}`, caller: `u${index}` },
        () => new Promise<void>(resolve => finish.push(resolve)),
      ),
    );
    await expect(run('more')).rejects.toThrow(/8 connections/);
    finish.forEach(end => end());
    await Promise.all(running);
    await expect(run('more')).resolves.toBe('done');
  });

  it('is not held against a connection whose check failed', async () => {
    const failing = limits.run({ id: 'models', caller: 'dana' }, async () => {
      throw new Error('cluster is away');
    });
    await expect(failing).rejects.toThrow('cluster is away');
    await expect(run('models')).resolves.toBe('done');
  });
});
