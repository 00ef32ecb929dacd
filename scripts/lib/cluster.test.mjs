import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { detailOf, readyLine, runningCluster, tokenOf } from './cluster.mjs';
import { processStart } from './lock.mjs';

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

test('a cluster whose process id went to somebody else does not run', t => {
  const directory = mkdtempSync(path.join(tmpdir(), 'greenroom-cluster-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const write = (name, content) =>
    writeFileSync(path.join(directory, name), JSON.stringify(content));
  const { pid } = process;

  assert.equal(runningCluster(directory), undefined);
  write('state.json', { phase: 'ready', supervisor: pid });
  assert.equal(runningCluster(directory), undefined);
  write('cluster.lock', { pid, startMark: 'before the last boot' });
  assert.equal(runningCluster(directory), undefined);
  write('cluster.lock', { pid, startMark: processStart(pid) });
  assert.equal(runningCluster(directory).supervisor, pid);
});
