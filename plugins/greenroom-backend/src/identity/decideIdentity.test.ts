import { decideIdentity, IdentityFacts, isNewer } from './decideIdentity';

const US = 'us';
const claim = { installation: US, epoch: 2, sequence: 100 };
const known = { ...claim, uid: 'uid-1' };
const facts: IdentityFacts = {
  cluster: 'dev',
  installation: US,
  uid: 'uid-1',
  claim,
  known,
};

describe('decideIdentity', () => {
  it.each<[string, Partial<IdentityFacts>]>([
    ['both agree', {}],
    ['the database has come further', { known: { ...known, sequence: 101 } }],
    [
      'a takeover was stored and not recorded yet',
      { known: { ...known, epoch: 3, sequence: 1 } },
    ],
    [
      'an older backup of the cluster was restored',
      { claim: { ...claim, sequence: 1 } },
    ],
  ])('is ours when %s', (_when, change) => {
    expect(decideIdentity({ ...facts, ...change })).toEqual({
      state: 'Ours',
      installation: US,
    });
  });

  it.each<[string, Partial<IdentityFacts>]>([
    ['nobody ever wrote there', { claim: undefined, known: undefined }],
    ['our record was deleted', { claim: undefined }],
  ])('is unclaimed when %s', (_when, change) => {
    expect(decideIdentity({ ...facts, ...change })).toEqual({
      state: 'Unclaimed',
    });
  });

  it.each<[string, Partial<IdentityFacts>, RegExp]>([
    [
      'the Lease names another one',
      { claim: { ...claim, installation: 'them' } },
      /belongs to installation 'them', and this one is 'us'/,
    ],
    [
      'the Lease names none',
      { claim: { ...claim, installation: undefined } },
      /somebody else: its Lease names no installation/,
    ],
    [
      'the Lease is gone, and this database is a copy of another one’s',
      { claim: undefined, known: { ...known, installation: 'them' } },
      /wrote to the cluster as installation 'them'/,
    ],
    [
      'this database is a copy, and the Lease names its origin',
      {
        claim: { ...claim, installation: 'them' },
        known: { ...known, installation: 'them' },
      },
      /stop the other and take the cluster over \(POST \/v1\/clusters\/dev\/takeover\)/,
    ],
  ])('belongs to another installation when %s', (_when, change, message) => {
    const decided = decideIdentity({ ...facts, ...change });
    expect(decided.state).toBe('OtherInstallation');
    expect(decided.message).toMatch(message);
  });

  it.each<[string, Partial<IdentityFacts>, RegExp]>([
    [
      'the cluster has seen newer changes',
      { known: { ...known, sequence: 99 } },
      /has seen change 100 of this installation, and this database remembers up to 99/,
    ],
    [
      'it was taken over since the backup, whatever the sequence',
      { known: { ...known, epoch: 1, sequence: 5000 } },
      /taken over \(epoch 2\), and this database remembers epoch 1/,
    ],
    ['the database is lost', { known: undefined }, /with another database/],
    [
      'the database was replaced by a copy of another installation’s',
      { known: { ...known, installation: 'them' } },
      /with another database/,
    ],
    [
      'the record is damaged',
      { claim: { ...claim, sequence: NaN } },
      /import.*takeover/,
    ],
  ])('is behind when %s', (_when, change, message) => {
    const decided = decideIdentity({ ...facts, ...change });
    expect(decided).toMatchObject({
      state: 'RestoredBehind',
      installation: US,
    });
    expect(decided.message).toMatch(message);
  });

  it.each<[string, Partial<IdentityFacts>]>([
    ['with nothing on it', { claim: undefined }],
    ['that another installation has', { claim: { ...claim, epoch: 9 } }],
    ['when the database is a copy', { known: { ...known, uid: 'uid-0' } }],
  ])('sees that another cluster answers, %s', (_with, change) => {
    expect(decideIdentity({ ...facts, ...change, uid: 'uid-2' })).toMatchObject(
      {
        state: 'ClusterReplaced',
        message: expect.stringContaining('takeover'),
      },
    );
  });

  it('only reads when it has no id', () => {
    expect(
      decideIdentity({ ...facts, installation: undefined, claim: undefined }),
    ).toMatchObject({
      state: 'InstallationUnnamed',
      message: expect.stringContaining('greenroom.installation.id'),
    });
  });
});

describe('isNewer', () => {
  it.each([
    [{ epoch: 2, sequence: 0 }, { epoch: 1, sequence: 9 }, true],
    [{ epoch: 1, sequence: 9 }, { epoch: 2, sequence: 0 }, false],
    [{ epoch: 1, sequence: 2 }, { epoch: 1, sequence: 1 }, true],
    [{ epoch: 1, sequence: 1 }, { epoch: 1, sequence: 1 }, false],
    [{ epoch: NaN, sequence: 1 }, { epoch: 1, sequence: 1 }, true],
  ])('of %j against %j is %s', (one, other, newer) => {
    expect(isNewer(one, other)).toBe(newer);
  });
});
