import { DevCluster, testCluster } from '@greenroom/devcluster';
import { prometheusOf } from '../__testUtils__/prometheusOf';
import { eventually } from '../reconcile/__testUtils__/EngineHarness';
import { activityQuery, lookBack } from './acceleratorActivity';
import { PrometheusClient } from './PrometheusClient';
import { MetricsSource } from './PrometheusConnection';
import { selector } from './promql';
import { volumeQuery } from './volumeFigures';

jest.setTimeout(30_000);

/** What a Prometheus itself makes of our queries. */
describe('a real Prometheus', () => {
  let cluster: DevCluster;
  let source: MetricsSource;
  let client: PrometheusClient;

  beforeAll(async () => {
    cluster = await testCluster();
    source = prometheusOf(cluster);
    client = new PrometheusClient(source);
  }, 120_000);
  afterAll(() => client?.close());

  it('answers an instant and a range', async () => {
    expect(await client.query('vector(42)')).toEqual([
      { labels: {}, samples: [{ at: expect.any(Number), value: 42 }] },
    ]);
    const to = Math.floor(Date.now() / 1_000) * 1_000;
    const [series] = await client.queryRange('vector(time())', {
      from: to - 120_000,
      to,
      stepMs: 60_000,
    });
    expect(series.samples).toEqual(
      [to - 120_000, to - 60_000, to].map(at => ({ at, value: at / 1_000 })),
    );
  });

  it.each([
    'a"} or vector(1) or up{a="',
    'a\\',
    'line\nbreak \t\u0000\u2028',
    '.*',
    'ünïcode 🎭',
    "a'`",
    '{{ template }}',
  ])('takes %j for one text, whatever it holds', async text => {
    expect(await client.query(selector('up', { job: text }))).toEqual([]);
    expect(await client.query(selector('up', { job: [text] }))).toEqual([]);
    expect(await client.query(selector(text || 'x'))).toEqual([]);
    const labels = { cluster: text };
    expect(await client.query(volumeQuery(labels))).toEqual([]);
    const query = activityQuery(
      source.acceleratorMetrics,
      text,
      [text, 'a'],
      labels,
    );
    expect(await client.queryRange(query, lookBack(Date.now()))).toEqual([]);
  });

  it('matches what is one of several, and nothing that looks alike', async () => {
    const up = async (job: string[]) =>
      (await client.query(selector('up', { job }))).length;
    // It may have started only now.
    await eventually(async () => expect(await up(['x', 'simulated'])).toBe(1));
    expect(await up(['simulate.'])).toBe(0);
    expect(await up(['simul'])).toBe(0);
  });

  it('says in its own word what is wrong with a query', async () => {
    await expect(client.query('up{')).rejects.toMatchObject({
      problem: 'failed',
      errorType: 'bad_data',
      message: expect.stringContaining(source.url),
    });
  });

  it('says that it is no Prometheus, where another path is asked', async () => {
    const other = new PrometheusClient({ url: `${source.url}/elsewhere` });
    await expect(other.query('up')).rejects.toMatchObject({
      problem: 'badAnswer',
    });
    other.close();
  });
});
