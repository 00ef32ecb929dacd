module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Requests of supertest assert too: `portal.send('get', path).expect(404)`.
    'jest/expect-expect': [
      'error',
      {
        assertFunctionNames: [
          'expect',
          'portal.**.expect',
          'request.**.expect',
        ],
      },
    ],
  },
  overrides: [
    {
      // What tests share may expect things in methods too.
      files: ['src/**/__testUtils__/**'],
      rules: { 'jest/no-standalone-expect': 'off' },
    },
  ],
});
