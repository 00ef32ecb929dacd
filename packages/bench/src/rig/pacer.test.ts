import { pause } from './clock';
import { atRate } from './pacer';

it('does not wait for what it began before, up to a limit', async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];
  await atRate({ perSecond: 1_000, seconds: 0.1, limit: 7 }, async index => {
    most = Math.max(most, ++running);
    await pause(20);
    running -= 1;
    done.push(index);
  });
  expect(most).toBe(7);
  expect(done.length).toBeLessThanOrEqual(100);
  expect(new Set(done).size).toBe(done.length);
});

it('fails with the first that failed', async () => {
  const work = async () => {
    throw new Error('refused');
  };
  await expect(
    atRate({ perSecond: 100, seconds: 1, limit: 1 }, work),
  ).rejects.toThrow('refused');
});
