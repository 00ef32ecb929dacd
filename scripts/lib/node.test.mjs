import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodePackage, supportsBackstage } from './node.mjs';

test('Backstage runs on Node 22 from 22.19 and on Node 24', () => {
  assert.deepEqual(
    [
      'v18.20.0',
      'v20.20.2',
      'v22.18.9',
      'v22.19.0',
      'v23.11.0',
      'v24.0.0',
      'v25.1.0',
    ].filter(supportsBackstage),
    ['v22.19.0', 'v24.0.0'],
  );
});

test('every platform of the README has a package with its Node', () => {
  for (const [platform, arch] of [
    ['linux', 'x64'],
    ['linux', 'arm64'],
    ['darwin', 'x64'],
    ['darwin', 'arm64'],
  ]) {
    assert.match(
      nodePackage(platform, arch),
      new RegExp(`${platform}-${arch}$`),
    );
  }
  assert.equal(nodePackage('aix', 'ppc64'), undefined);
});
