import { Batcher } from './Batcher';

describe('Batcher', () => {
  const batches: number[][] = [];
  const batcher = new Batcher<number, number>(
    async inputs => {
      batches.push([...inputs]);
      if (inputs.includes(0)) throw new Error('zero');
      return inputs.map(input => 100 / input);
    },
    { limit: 3, lingerMs: 50 },
  );
  const ask = (...inputs: number[]) =>
    Promise.allSettled(inputs.map(input => batcher.do(input)));

  beforeEach(() => {
    batches.length = 0;
  });

  it('does together what is asked for together, up to the limit', async () => {
    const answers = await ask(1, 2, 4, 5);
    expect(answers).toMatchObject([100, 50, 25, 20].map(value => ({ value })));
    expect(batches).toEqual([[1, 2, 4], [5]]);
  });

  it('lets one bad input fail alone', async () => {
    expect(await ask(1, 0, 2)).toMatchObject([
      { value: 100 },
      { reason: new Error('zero') },
      { value: 50 },
    ]);
    expect(batches).toEqual([[1, 0, 2], [1], [0], [2]]);
  });

  it('waits for company while it is busy', async () => {
    await batcher.do(1);
    const second = batcher.do(2);
    await new Promise(resolve => setImmediate(resolve));
    await Promise.all([second, batcher.do(4)]);
    expect(batches).toEqual([[1], [2, 4]]);
  });

  it('goes on after a failure', async () => {
    await ask(0);
    expect(await ask(4)).toMatchObject([{ value: 25 }]);
  });
});
