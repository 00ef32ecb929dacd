import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { KubeConfig } from '@kubernetes/client-node';
import { requireConsent } from './consent.mjs';
import {
  accountObjects,
  clusterName,
  isOutdated,
  loadKubeconfig,
} from './existingCluster.mjs';

test('names of contexts become names that app-config takes', () => {
  assert.equal(clusterName('kind-dev'), 'kind-dev');
  assert.equal(
    clusterName('arn:aws:eks:eu-west-1:1234:cluster/Prod.ML'),
    'arn-aws-eks-eu-west-1-1234-cluster-prod-ml',
  );
  assert.equal(clusterName('admin@1.2.3.4'), 'admin-1-2-3-4');
  assert.equal(clusterName('42'), 'cluster');
});

test('what is created on a cluster are two accounts, their rights and their bounds', async () => {
  const objects = await accountObjects();
  assert.deepEqual(
    [...new Set(objects.map(({ kind }) => kind))],
    [
      'Namespace',
      'ServiceAccount',
      'ClusterRoleBinding',
      'ClusterRole',
      'Role',
      'RoleBinding',
      'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicyBinding',
    ],
  );
  assert.equal(objects[0].kind, 'Namespace');
  const reader = objects.find(
    ({ kind, metadata }) =>
      kind === 'ClusterRole' && metadata.name.endsWith('portal-reader'),
  );
  for (const { verbs, resources } of reader.rules) {
    assert.deepEqual(verbs, ['get', 'list', 'watch']);
    assert.equal(resources.includes('secrets'), false);
  }
});

test('a role is outdated when its rules differ, in whatever order the cluster lists them', async () => {
  const role = (await accountObjects()).find(
    ({ kind, metadata }) =>
      kind === 'ClusterRole' && metadata.name === 'greenroom-reader',
  );
  const onCluster = {
    ...role,
    rules: role.rules
      .map(({ apiGroups, resources, verbs }) => ({
        verbs,
        apiGroups,
        resources,
      }))
      .reverse(),
  };
  assert.equal(isOutdated(role, onCluster), false);
  onCluster.rules.pop();
  assert.equal(isOutdated(role, onCluster), true);
  const named = {
    kind: 'Role',
    rules: [{ verbs: ['get'], resourceNames: ['a'] }],
  };
  const wider = { kind: 'Role', rules: [{ verbs: ['get'] }] };
  assert.equal(isOutdated(named, wider), true);
});

test('a role whose rules Greenroom writes itself is never outdated, a policy is when it admits something else', async () => {
  const objects = await accountObjects();
  const own = objects.find(
    ({ metadata }) => metadata.name === 'greenroom-projects',
  );
  assert.equal(isOutdated(own, { ...own, rules: [{ verbs: ['x'] }] }), false);
  const policy = objects.find(
    ({ kind }) => kind === 'ValidatingAdmissionPolicy',
  );
  const { spec } = policy;
  assert.equal(
    isOutdated(policy, { ...policy, spec: { ...spec, matchPolicy: 'x' } }),
    false,
  );
  const [, ...validations] = spec.validations;
  assert.equal(
    isOutdated(policy, { ...policy, spec: { ...spec, validations } }),
    true,
  );
});

test('where nobody can answer, the answer is no', async t => {
  const { isTTY } = process.stdin;
  process.stdin.isTTY = false;
  t.after(() => {
    process.stdin.isTTY = isTTY;
  });
  t.mock.method(process.stderr, 'write', () => true);
  await assert.rejects(
    requireConsent({ question: 'Create?', details: 'x', yes: false }),
    /Nothing was created/,
  );
  await requireConsent({ question: 'Create?', details: 'x', yes: true });
});

test('a context without its cluster is a failure with a name', t => {
  const directory = mkdtempSync(path.join(tmpdir(), 'greenroom-kubeconfig-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const kubeconfig = path.join(directory, 'config');
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'prod',
      contexts: [{ name: 'prod', context: { cluster: 'gone', user: 'me' } }],
      clusters: [],
      users: [{ name: 'me', user: { token: 'x' } }],
    }),
  );
  assert.throws(
    () => loadKubeconfig(KubeConfig, { kubeconfig }),
    /Context "prod" of .* names a cluster that the file does not have/,
  );
});
