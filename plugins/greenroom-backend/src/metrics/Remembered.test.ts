import { Remembered } from './Remembered';

describe('Remembered', () => {
  let now = 0;
  let told: string[] = [];
  let remembered: Remembered<string>;

  beforeEach(() => {
    now = 1_000_000;
    told = [];
    remembered = new Remembered({
      freshMs: 60,
      keepMs: 600,
      retryMs: 15,
      now: () => now,
      onError: ({ message }) => told.push(message),
      onAnswer: () => told.push('answered'),
    });
  });

  it('asks once for all who want to know, and again after a while', async () => {
    const load = jest.fn(async () => `asked at ${now}`);
    const both = await Promise.all([
      remembered.get('a', load),
      remembered.get('a', load),
    ]);
    now += 59;
    expect([...both, await remembered.get('a', load)]).toEqual(
      Array(3).fill({ value: 'asked at 1000000', at: 1_000_000 }),
    );
    expect(load).toHaveBeenCalledTimes(1);
    now += 1;
    expect(await remembered.get('a', load)).toEqual({
      value: 'asked at 1000060',
      at: 1_000_060,
    });
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('tells questions apart', async () => {
    expect([
      await remembered.get('a', async () => 'of a'),
      await remembered.get('b', async () => 'of b'),
    ]).toMatchObject([{ value: 'of a' }, { value: 'of b' }]);
  });

  it('stays with an answer for a while when there is no newer one', async () => {
    const fail = jest.fn(() => Promise.reject(new Error('down')));
    await remembered.get('a', async () => 'before');
    now += 60;
    expect(await remembered.get('a', fail)).toEqual({
      value: 'before',
      at: 1_000_000,
    });
    // Not at every question.
    now += 14;
    await remembered.get('a', fail);
    expect(fail).toHaveBeenCalledTimes(1);
    now += 1;
    await remembered.get('a', fail);
    expect(fail).toHaveBeenCalledTimes(2);
    now += 526;
    expect(await remembered.get('a', fail)).toEqual({
      error: expect.objectContaining({ message: 'down' }),
    });
    now += 15;
    expect(await remembered.get('a', async () => 'after')).toMatchObject({
      value: 'after',
    });
    expect(told).toEqual(['answered', 'down', 'down', 'down', 'answered']);
  });

  it('says from the first why there is none', async () => {
    const fail = () => Promise.reject(new Error('down'));
    expect(await remembered.get('a', fail)).toEqual({
      error: expect.objectContaining({ message: 'down' }),
    });
  });

  it('forgets what nobody asks for', async () => {
    const load = jest.fn(async () => 'x');
    await remembered.get('a', load);
    now += 601;
    await remembered.get('b', load);
    const fail = () => Promise.reject(new Error('down'));
    expect(await remembered.get('a', fail)).toHaveProperty('error');
  });
});
