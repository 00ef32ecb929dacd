import { createServer } from 'node:net';
import { choosePorts } from './ports';

describe('choosePorts', () => {
  it('keeps what is free and replaces what is taken', async () => {
    const wanted = await choosePorts();
    expect(new Set(Object.values(wanted)).size).toBe(5);
    expect(await choosePorts(wanted)).toEqual(wanted);

    const taker = createServer();
    await new Promise<void>(done =>
      taker.listen(wanted.apiserver, '127.0.0.1', done),
    );
    const chosen = await choosePorts(wanted);
    await new Promise(done => taker.close(done));
    expect(chosen.apiserver).not.toBe(wanted.apiserver);
    expect(chosen.etcdClient).toBe(wanted.etcdClient);
  });
});
