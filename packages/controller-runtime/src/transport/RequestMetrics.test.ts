import { RequestReport } from './HttpTransport';
import { RequestMetrics } from './RequestMetrics';

const report = (change: Partial<RequestReport> = {}): RequestReport => ({
  method: 'PATCH',
  verb: 'apply',
  resource: 'services',
  path: '/api/v1/namespaces/fraud/services/explore',
  status: 200,
  ms: 7,
  ...change,
});

describe('RequestMetrics', () => {
  it('counts by verb, resource and answer', () => {
    const metrics = new RequestMetrics();
    metrics.observe(report());
    metrics.observe(report({ path: '/other', ms: 13 }));
    metrics.observe(report({ status: 409 }));
    metrics.observe(report({ status: undefined, error: new Error('reset') }));

    expect(metrics.snapshot()).toMatchObject([
      { verb: 'apply', resource: 'services', answer: '2xx', count: 2 },
      { answer: '4xx', count: 1 },
      { answer: 'none', count: 1 },
    ]);
    expect(metrics.snapshot()[0]).toMatchObject({
      totalMs: 20,
      durations: [0, 1, 1, 0, 0, 0, 0, 0, 0, 0],
    });
  });
});
