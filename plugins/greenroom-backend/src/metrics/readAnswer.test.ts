import { readAnswer } from './readAnswer';

const answer = (body: unknown, status = 200) =>
  readAnswer({
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const success = (resultType: string, result: unknown) => ({
  status: 'success',
  data: { resultType, result },
});

describe('readAnswer', () => {
  it('reads an instant and a range alike', () => {
    const metric = { namespace: 'fraud' };
    const first = { at: 1_000, value: 2.5 };
    expect(answer(success('vector', [{ metric, value: [1, '2.5'] }]))).toEqual([
      { labels: metric, samples: [first] },
    ]);
    expect(
      answer(
        success('matrix', [
          {
            metric,
            values: [
              [1, '2.5'],
              [61.5, '1e+3'],
            ],
          },
        ]),
      ),
    ).toEqual([
      { labels: metric, samples: [first, { at: 61_500, value: 1_000 }] },
    ]);
    expect(answer(success('vector', []))).toEqual([]);
  });

  it.each(['NaN', '+Inf', '-Inf', ''])('leaves %j out', value => {
    expect(
      answer(success('vector', [{ metric: {}, value: [1, value] }])),
    ).toEqual([{ labels: {}, samples: [] }]);
  });

  it('tells what Prometheus says of a failure', () => {
    const body = { status: 'error', errorType: 'execution', error: 'too many' };
    expect(() => answer(body, 422)).toThrow(
      expect.objectContaining({
        problem: 'failed',
        errorType: 'execution',
        message: 'execution: too many',
      }),
    );
  });

  it.each([401, 403])('knows a refused credential by %i', status => {
    expect(() => answer('<html>', status)).toThrow(
      expect.objectContaining({ problem: 'denied' }),
    );
  });

  it.each<[string, unknown, number]>([
    ['a page', '<html>', 200],
    ['a redirect', '', 302],
    ['nothing', 'null', 200],
    ['a proxy that fails', 'Bad Gateway', 502],
    ['another result', success('scalar', [1, '2']), 200],
    ['no result', { status: 'success' }, 200],
    ['a series that is none', success('vector', [{ value: [1, '2'] }]), 200],
  ])('takes %s for no answer', (_, body, status) => {
    expect(() => answer(body, status)).toThrow(
      expect.objectContaining({ problem: 'badAnswer' }),
    );
  });
});
