import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import { findBehind, restoredBehind, withheld } from './identityStatus';

const now = Date.parse('2026-11-26T10:00:00Z');
const context = { cluster: 'dev', now };
const ready: Status = {
  phase: 'Ready',
  revision: 3,
  observedRevision: 3,
  observedAt: '2026-11-26T09:00:00.000Z',
  stale: false,
  conditions: [],
  steps: [],
  endpoints: [],
};
const explained = {
  reason: 'ImagePullFailed',
  summary: 'The image cannot be pulled.',
  chain: [],
  fixes: [],
};

const object = (name: string, revision?: string) => ({
  kind: 'StatefulSet',
  metadata: {
    name,
    namespace: 'fraud',
    annotations: revision ? { 'greenroom.dev/revision': revision } : undefined,
  },
});

describe('withheld', () => {
  it('changes nothing where Greenroom may write', () => {
    expect(withheld(ready, { state: 'Ours' }, context)).toBe(ready);
  });

  it('says whose the cluster is, and leaves what is seen of the asset', () => {
    expect(
      withheld(
        ready,
        { state: 'OtherInstallation', message: "belongs to 'them'" },
        context,
      ),
    ).toMatchObject({
      phase: 'Ready',
      conditions: [
        {
          type: 'Writable',
          status: 'False',
          reason: 'OtherInstallation',
          since: '2026-11-26T10:00:00.000Z',
        },
      ],
      explanation: {
        reason: 'OtherInstallation',
        chain: [{ object: 'Cluster dev', evidence: "belongs to 'them'" }],
      },
    });
  });

  it('explains what is broken first, unless what is declared waits', () => {
    const broken = { ...ready, explanation: explained };
    const identity = { state: 'ClusterReplaced' } as const;
    expect(withheld(broken, identity, context).explanation).toBe(explained);
    expect(
      withheld({ ...broken, revision: 4 }, identity, context).explanation,
    ).toMatchObject({ reason: 'ClusterReplaced' });
  });
});

describe('findBehind', () => {
  it('finds the newest object beyond the declaration', () => {
    expect(
      findBehind({ revision: 3 }, [
        object('a', '3'),
        object('b', '5'),
        object('c', '4'),
        object('d'),
        object('e', 'soon'),
      ]),
    ).toEqual({ object: 'StatefulSet fraud/b', revision: 5 });
  });

  it('finds nothing where the database is as new', () => {
    expect(findBehind({ revision: 3 }, [object('a', '3')])).toBeUndefined();
    expect(findBehind({ revision: 3 }, [])).toBeUndefined();
  });
});

describe('restoredBehind', () => {
  it('names both revisions, the object and both ways out', () => {
    const behind = { object: 'StatefulSet fraud/b', revision: 5 };
    expect(restoredBehind(ready, behind, context).explanation).toMatchObject({
      reason: 'RestoredBehind',
      summary: expect.stringMatching(/has revision 5 .* database has 3/),
      chain: [
        { object: 'Cluster dev' },
        { object: behind.object, evidence: 'greenroom.dev/revision: "5"' },
      ],
      fixes: [
        { text: expect.stringMatching(/^Import/) },
        { text: expect.stringMatching(/^Take the cluster over/) },
      ],
    });
  });
});
