import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { ACCELERATOR_METRICS } from '../metrics';
import { readPrometheus } from './readPrometheus';

const read = (prometheus?: object) =>
  readPrometheus(
    new ConfigReader({ ...(prometheus && { prometheus }) } as never),
  );
const url = 'https://prometheus.example.org/thanos';

describe('readPrometheus', () => {
  it('reads where it is, and takes the usual metrics', () => {
    expect(read()).toBeUndefined();
    expect(read({ url })).toEqual({
      url,
      labels: {},
      acceleratorMetrics: ACCELERATOR_METRICS,
    });
    expect(
      read({
        url,
        token: 'secret',
        caData: Buffer.from('PEM').toString('base64'),
        labels: { cluster: 'prod' },
        acceleratorMetrics: [
          { name: 'accelerator_gpu_utilization', full: 100 },
        ],
      }),
    ).toEqual({
      url,
      token: 'secret',
      ca: 'PEM',
      labels: { cluster: 'prod' },
      acceleratorMetrics: [{ name: 'accelerator_gpu_utilization', full: 100 }],
    });
  });

  it('reads a certificate authority from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-ca-'));
    const caFile = join(folder, 'ca.pem');
    await writeFile(caFile, 'PEM');
    expect(read({ url, caFile })).toMatchObject({ ca: 'PEM' });
    await rm(folder, { recursive: true });
    expect(() => read({ url, caFile })).toThrow('prometheus.caFile');
  });

  it.each([
    [{}, 'prometheus.url'],
    [{ url: 'prometheus:9090' }, 'prometheus.url'],
    [{ url: 'https://me:secret@prometheus.example.org' }, 'prometheus.url'],
    [{ url: 'https://:secret@prometheus.example.org' }, 'prometheus.url'],
    [{ url: `${url}?dedup=true` }, 'prometheus.url'],
    [{ url, labels: { 'a-b': 'c' } }, 'prometheus.labels: "a-b"'],
    [{ url, labels: { a: 1 } }, 'prometheus.labels.a'],
    [
      { url, acceleratorMetrics: [{ full: 1 }] },
      'prometheus.acceleratorMetrics[0].name',
    ],
    [
      { url, acceleratorMetrics: [{ name: 'x', full: 0 }] },
      'prometheus.acceleratorMetrics[0].full',
    ],
  ])('refuses %j', (prometheus, message) => {
    expect(() => read(prometheus)).toThrow(message);
  });

  it('repeats no credential of an address', () => {
    expect(() => read({ url: 'https://me:secret@x.org' })).not.toThrow(
      'secret',
    );
  });
});
