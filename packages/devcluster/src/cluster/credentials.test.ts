import { authorityOf, formatTokens, parseTokens } from './credentials';

describe('tokens', () => {
  const tokens = { admin: 'a', greenroom: 'g', portalReader: 'p' };

  it('name the ServiceAccounts, so that their RBAC applies', () => {
    expect(formatTokens(tokens).split('\n')[1]).toBe(
      'g,system:serviceaccount:greenroom-system:greenroom,system:serviceaccount:greenroom-system:greenroom,"system:serviceaccounts,system:serviceaccounts:greenroom-system"',
    );
  });

  it('can be read back', () => {
    expect(parseTokens(formatTokens(tokens))).toEqual(tokens);
  });

  it('are made anew when one is missing', () => {
    expect(parseTokens('')).toBeUndefined();
    expect(
      parseTokens(formatTokens(tokens).split('\n').slice(1).join('\n')),
    ).toBeUndefined();
  });
});

describe('authorityOf', () => {
  it('waits for a whole certificate', () => {
    expect(authorityOf('-----BEGIN CERTIFICATE-----\nMIIC')).toBeUndefined();
  });
});
