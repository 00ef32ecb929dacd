import { queueEntries } from './kueue';

/** As Kueue writes one for a Notebook's StatefulSet. */
const workload = {
  apiVersion: 'kueue.x-k8s.io/v1beta2',
  kind: 'Workload',
  metadata: {
    name: 'statefulset-explore-8d4b2',
    namespace: 'fraud',
    uid: 'w1',
    resourceVersion: '7',
    ownerReferences: [
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        name: 'explore',
        uid: 's1',
        controller: true,
      },
    ],
  },
  spec: {
    queueName: 'team',
    podSets: [{ name: 'main', count: 1, template: { spec: { env: 'much' } } }],
  },
  status: {
    conditions: [
      {
        type: 'QuotaReserved',
        status: 'False',
        reason: 'WaitingForQuota',
        message: "couldn't assign flavors to pod set main",
        observedGeneration: 1,
      },
    ],
    admissionChecks: [{ name: 'budget', state: 'Pending', message: '' }],
    requeueState: { count: 1, requeueAt: '2026-08-01T10:20:00Z' },
  },
};

describe('queueEntries', () => {
  it('keeps what is queued where, and what Kueue says', () => {
    const seen = queueEntries.project(workload);
    expect(seen).toMatchObject({
      involved: { kind: 'StatefulSet', name: 'explore' },
      queue: 'team',
      active: true,
      conditions: [{ type: 'QuotaReserved', reason: 'WaitingForQuota' }],
      checks: [{ name: 'budget', state: 'Pending' }],
      requeueAt: '2026-08-01T10:20:00Z',
    });
    expect(JSON.stringify(seen)).not.toContain('podSets');
  });

  it('drops what nobody controls: no asset is queued by it', () => {
    const { ownerReferences: _, ...metadata } = workload.metadata;
    expect(queueEntries.project({ ...workload, metadata })).toBeUndefined();
  });
});
