import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countJestTests, countNodeTests, countSummary } from './checks.mjs';

test('counts of node --test, in both of its reporters', () => {
  assert.deepEqual(
    countNodeTests(['ℹ tests 5', 'ℹ pass 3', 'ℹ fail 1', 'ℹ cancelled 1']),
    {
      passed: 3,
      failed: 2,
    },
  );
  assert.deepEqual(countNodeTests(['# pass 4', '# fail 0', '# cancelled 0']), {
    passed: 4,
    failed: 0,
  });
});

test('a Jest file that does not even load is a failure', () => {
  assert.deepEqual(
    countJestTests({
      numPassedTests: 7,
      numFailedTests: 0,
      numRuntimeErrorTestSuites: 1,
    }),
    { passed: 7, failed: 1 },
  );
});

test('the last summary line of the browser tests counts', () => {
  assert.deepEqual(
    countSummary(['1 passed, 0 failed', 'x', '12 passed, 1 failed', '']),
    {
      passed: 12,
      failed: 1,
    },
  );
  assert.equal(countSummary(['nothing']), undefined);
});
