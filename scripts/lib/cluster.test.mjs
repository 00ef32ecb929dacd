import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detailOf, readyLine, tokenOf } from './cluster.mjs';

test('only the announcement counts as readiness', () => {
  assert.equal(readyLine('{"ready":true,"state":"s.json"}').state, 's.json');
  assert.equal(readyLine('{"ready":false}'), undefined);
  assert.equal(readyLine('{ not json'), undefined);
  assert.equal(readyLine('ready'), undefined);
});

test('shows the detail of the cluster without its prefix, and not too long', () => {
  assert.equal(detailOf('[cluster] build: compiling etcd'), 'compiling etcd');
  assert.equal(detailOf(`[cluster] build: ${'x'.repeat(200)}`).length, 90);
});

test('finds the token of an account by its full name', () => {
  const lines =
    'aaa,admin,admin,"system:masters"\n' +
    'bbb,system:serviceaccount:greenroom-system:greenroom,x,"y"\n';
  assert.equal(tokenOf('greenroom', lines), 'bbb');
  assert.throws(
    () => tokenOf('portal-reader', lines),
    /no account portal-reader/,
  );
});
