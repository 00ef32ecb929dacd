import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePrometheus } from '../binaries';
import { choosePorts } from '../cluster/ports';
import { waitFor } from '../cluster/waitFor';
import { isAlive } from '../process/processes';
import { RunningPrometheus, startPrometheus } from './startPrometheus';

/** Where nothing is cached yet, it is built first. */
const FIRST_START = 10 * 60_000;

describe('startPrometheus', () => {
  let directory: string;
  let exporter: Server;
  let program: string;
  let prometheus: RunningPrometheus;

  const start = async () =>
    startPrometheus({
      program,
      directory,
      port: (await choosePorts()).prometheus,
      scrapeSeconds: 1,
      targets: [
        {
          job: 'test',
          address: `127.0.0.1:${(exporter.address() as AddressInfo).port}`,
          labels: { instance: 'one' },
        },
      ],
    });

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'greenroom-prometheus-'));
    program = await ensurePrometheus();
    exporter = createServer((_, response) =>
      response
        .setHeader('content-type', 'text/plain; version=0.0.4')
        .end('answer{job="honoured"} 42\n'),
    );
    await new Promise<void>(done => exporter.listen(0, '127.0.0.1', done));
    prometheus = await start();
  }, FIRST_START);

  afterAll(async () => {
    await prometheus?.stop();
    exporter?.closeAllConnections();
    await new Promise(done => exporter?.close(done));
    await rm(directory, { recursive: true, force: true });
  });

  it('scrapes its targets, and leaves nothing behind', async () => {
    const answer = await waitFor(
      'a scrape',
      async () => {
        const query = encodeURIComponent('answer{instance="one"}');
        const { data } = await (
          await fetch(`${prometheus.url}/api/v1/query?query=${query}`)
        ).json();
        return data.result[0];
      },
      { timeoutMs: 20_000 },
    );
    expect(answer).toMatchObject({
      metric: { job: 'honoured', instance: 'one' },
      value: [expect.any(Number), '42'],
    });
    const { pid = 0 } = prometheus;
    expect(isAlive(pid)).toBe(true);
    await prometheus.stop();
    expect(isAlive(pid)).toBe(false);
    await expect(fetch(prometheus.url)).rejects.toThrow();
  }, 40_000);

  it('says how it died', async () => {
    prometheus = await start();
    process.kill(prometheus.pid ?? 0, 'SIGKILL');
    await expect(prometheus.failure).rejects.toThrow(
      /^prometheus was ended by SIGKILL/,
    );
  }, 40_000);
});
