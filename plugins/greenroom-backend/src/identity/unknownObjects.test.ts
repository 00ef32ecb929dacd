import { unknownObjects } from './unknownObjects';

const object = (name: string, id: string, metadata: object = {}) => ({
  kind: 'Service',
  metadata: {
    name,
    namespace: 'fraud',
    labels: {
      'app.kubernetes.io/managed-by': 'greenroom',
      'greenroom.dev/declaration': id,
    },
    ...metadata,
  },
});

describe('unknownObjects', () => {
  it('counts what belongs to no declaration, and names the first', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      object(`s${String(index).padStart(2, '0')}`, 'lost'),
    );
    expect(
      unknownObjects([object('known', 'a'), ...many], new Set(['a'])),
    ).toEqual({
      count: 30,
      names: many
        .slice(0, 20)
        .map(({ metadata }) => `Service fraud/${metadata.name}`),
    });
  });

  it('leaves out copies by operators, what goes, and what was kept on purpose', () => {
    const owner = { apiVersion: 'v1', kind: 'X', name: 'x', uid: 'x' };
    expect(
      unknownObjects(
        [
          object('copy', 'lost', {
            ownerReferences: [{ ...owner, controller: true }],
          }),
          object('going', 'lost', {
            deletionTimestamp: '2026-11-26T10:00:00Z',
          }),
          object('kept', 'lost', {
            annotations: { 'greenroom.dev/released': '2026-11-26T10:00:00Z' },
          }),
          { kind: 'Service', metadata: { name: 'foreign' } },
        ],
        new Set(),
      ),
    ).toBeUndefined();
  });
});
