module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // Scenarios are bodies of tests; parity.test.ts runs them against several clusters.
      files: ['src/parity/**'],
      rules: {
        'jest/no-standalone-expect': 'off',
        'jest/expect-expect': ['warn', { assertFunctionNames: ['run'] }],
      },
    },
  ],
});
