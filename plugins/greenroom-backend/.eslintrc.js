module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // What tests share may expect things in methods too.
      files: ['src/**/__testUtils__/**'],
      rules: { 'jest/no-standalone-expect': 'off' },
    },
  ],
});
