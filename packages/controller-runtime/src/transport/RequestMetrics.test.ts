import { RequestMetrics } from './RequestMetrics';
import { RequestReport } from './RequestReport';

const report = (change: Partial<RequestReport> = {}): RequestReport => ({
  method: 'PATCH',
  verb: 'apply',
  resource: 'services',
  path: '/api/v1/namespaces/fraud/services/explore',
  status: 200,
  ms: 7,
  retry: false,
  ...change,
});

describe('RequestMetrics', () => {
  it('counts by verb, resource and answer', () => {
    const metrics = new RequestMetrics();
    const error = new Error('no');
    metrics.onRequest(report());
    metrics.onRequest(report({ path: '/other', ms: 13, retry: true }));
    metrics.onRequest(report({ status: 409, error }));
    metrics.onRequest(report({ status: undefined, error }));
    metrics.onRequest(report({ verb: 'get', resource: undefined }));

    const apply = { verb: 'apply', resource: 'services' };
    expect(metrics.snapshot()).toMatchObject([
      { ...apply, answer: '2xx', count: 2, errors: 0, retries: 1 },
      { ...apply, answer: '4xx', count: 1, errors: 1, retries: 0 },
      { ...apply, answer: 'none', count: 1, errors: 1 },
      { verb: 'get', resource: '', answer: '2xx', count: 1 },
    ]);
    const { bounds, counts, sum } = metrics.snapshot()[0].durationMs;
    expect(sum).toBe(20);
    expect(bounds.filter((_, at) => counts[at] > 0)).toEqual([10, 25]);
  });

  it('does not grow without end', () => {
    const metrics = new RequestMetrics();
    for (let i = 0; i < 5_000; i++) {
      metrics.onRequest(report({ resource: `made up ${i}` }));
    }
    const snapshot = metrics.snapshot();
    expect(snapshot).toHaveLength(1_001);
    expect(snapshot.at(-1)).toMatchObject({ verb: 'other', count: 4_000 });
  });
});
