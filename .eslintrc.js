/*
 * The directions in which imports may go (docs/adr/0001-import-directions.md).
 * Package configurations come from the Backstage CLI; this file adds only what
 * is the house's own, under a rule name that the CLI does not use.
 */
const suite = name => `backstage-plugin-greenroom-${name}`;
const BACKEND = 'plugins/greenroom-backend/src';

/** Patterns as in .gitignore: later ones may take back with "!". */
const forbid = (group, message) => ({ group, message });

/** Any package of ours except those named. */
const oursExcept = (...allowed) =>
  forbid(
    ['@greenroom/*', ...allowed.map(name => `!@greenroom/${name}`)],
    `Imports go one way: here ${
      allowed.join(', ') || 'none'
    } of Greenroom's packages may be imported.`,
  );

const noNode = forbid(['node:*'], 'This package runs in browsers too.');
const noRuntime = forbid(
  ['@greenroom/controller-runtime'],
  'Only clusters, database, identity, observe and reconcile know controller-runtime.',
);
const noExpress = forbid(
  ['express', 'express-promise-router'],
  'Only api knows Express.',
);
const noDatabase = forbid(
  ['knex'],
  'Only database, declarations, identity and reconcile know the database.',
);
const noIo = [
  forbid(['node:*', 'undici', 'knex', 'express'], 'Pure: no I/O.'),
  forbid(
    ['@backstage/*', '!@backstage/errors', '!@backstage/types'],
    'Pure: no services.',
  ),
  forbid(
    [
      'api',
      'actions',
      'clusters',
      'declarations',
      'observe',
      'reconcile',
    ].flatMap(folder => [`**/${folder}`, `**/${folder}/**`]),
    'Pure folders import each other only.',
  ),
];

const TESTS = [
  '**/*.test.ts',
  '**/*.test.tsx',
  '**/testUtils/**',
  '**/__testUtils__/**',
];
const rule = (files, patterns) => ({
  files: [].concat(files).map(glob => `${glob}/**/*.{ts,tsx}`),
  excludedFiles: TESTS,
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
  },
});

module.exports = {
  root: true,
  overrides: [
    rule('plugins/greenroom-common/src', [oursExcept(), noNode]),
    rule('plugins/greenroom-node/src', [oursExcept(suite('common'))]),
    rule('plugins/greenroom-react/src', [oursExcept(suite('common')), noNode]),
    rule('plugins/greenroom/src', [
      oursExcept(suite('common'), suite('react')),
      noNode,
    ]),
    rule('plugins/*-backend-module-greenroom/src', [
      oursExcept(suite('common'), suite('node')),
    ]),
    rule('packages/controller-runtime/src', [
      oursExcept(),
      forbid(['@backstage/*'], 'controller-runtime stands on its own.'),
    ]),
    rule('packages/devcluster/src', [oursExcept('controller-runtime')]),
    rule(BACKEND, [noRuntime, noExpress, noDatabase]),
    rule(`${BACKEND}/api`, [noRuntime, noDatabase]),
    rule(`${BACKEND}/declarations`, [noRuntime, noExpress]),
    rule(
      ['database', 'identity', 'reconcile'].map(
        folder => `${BACKEND}/${folder}`,
      ),
      [noExpress],
    ),
    rule(
      [`${BACKEND}/observe`, `${BACKEND}/clusters`],
      [noExpress, noDatabase],
    ),
    rule(
      ['targets', 'render', 'status', 'capacity'].map(
        folder => `${BACKEND}/${folder}`,
      ),
      [noRuntime, ...noIo],
    ),
  ],
};
