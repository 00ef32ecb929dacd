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
});
