import { assetName, NAME_MAX_LENGTH } from './names';

/** What Kubernetes allows for the names of Services, and for values of labels. */
const LABEL_MAX_LENGTH = 63;

describe('assetName', () => {
  it('scenario 23: refuses what would have to be cut off, and has room for all that is derived', () => {
    const longest = 'a'.repeat(NAME_MAX_LENGTH);
    expect(assetName.safeParse(longest).success).toBe(true);
    const { error } = assetName.safeParse(`${longest}b`);
    expect(error?.issues[0].message).toBe('must have at most 48 characters');
    for (const derived of ['modelserver-', '-predictor', '-model']) {
      expect((derived + longest).length).toBeLessThanOrEqual(LABEL_MAX_LENGTH);
    }
  });
});
