import { expect } from '@playwright/test';
import { test } from './support/test';
import { waitForPhase } from './support/waitForPhase';

const NAMESPACE = 'fraud';
const CLAIM = 'explore-work';
const CONFIG_MAPS = `/kubernetes/proxy/api/v1/namespaces/${NAMESPACE}/configmaps`;
const CLAIMS = `/kubernetes/proxy/api/v1/namespaces/${NAMESPACE}/persistentvolumeclaims`;

/** The Kubernetes plugin lends its token to portal users, so that token must not be able to write. */
test.describe('through the proxy of the Kubernetes plugin', () => {
  for (const { who, impersonation } of [
    { who: 'a guest', impersonation: {} },
    {
      who: 'a guest who claims to be an administrator',
      impersonation: {
        'Impersonate-User': 'system:admin',
        'Impersonate-Group': 'system:masters',
      },
    },
    {
      who: 'a guest who claims to be Greenroom',
      impersonation: {
        'Impersonate-User': 'system:serviceaccount:greenroom-system:greenroom',
      },
    },
  ]) {
    test(`${who} writes nothing`, async ({ api, cluster }) => {
      await waitForPhase(
        api,
        { kind: 'Workbench', project: NAMESPACE, name: 'explore' },
        'Ready',
      );
      const before = await cluster.inventory(NAMESPACE);
      const headers = {
        'Backstage-Kubernetes-Cluster': 'dev',
        ...impersonation,
      };
      const answers = [
        await api.send('POST', CONFIG_MAPS, {
          headers,
          body: {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'intruder' },
          },
        }),
        await api.send('PATCH', `${CLAIMS}/${CLAIM}`, {
          headers: {
            ...headers,
            'content-type': 'application/merge-patch+json',
          },
          body: { metadata: { labels: { intruder: 'true' } } },
        }),
        await api.send('DELETE', `${CLAIMS}/${CLAIM}`, { headers }),
      ];

      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
      expect(await cluster.inventory(NAMESPACE)).toEqual(before);
      const claim = await cluster.get('v1', 'PersistentVolumeClaim', {
        namespace: NAMESPACE,
        name: CLAIM,
      });
      expect(claim).toBeDefined();
      expect(claim?.metadata.deletionTimestamp).toBeUndefined();
      expect(claim?.metadata.labels).not.toHaveProperty('intruder');
    });
  }
});
