import { isListed } from './locations';

const TEAM = 'url:https://git.example.org/fraud/';

describe('isListed', () => {
  it('admits the location itself, and what lies below a prefix', () => {
    const exact = 'url:https://git.example.org/risk/all.yaml';
    expect(isListed(exact, [TEAM, exact])).toBe(true);
    expect(isListed(`${TEAM}repo/.greenroom/all.yaml`, [TEAM])).toBe(true);
    expect(isListed(`${TEAM}v1..v2/all.yaml`, [TEAM])).toBe(true);
  });

  it('does not take a location for a prefix that lacks its slash', () => {
    expect(
      isListed('url:https://git.example.org/frauds/all.yaml', [
        'url:https://git.example.org/fraud',
      ]),
    ).toBe(false);
  });

  it.each([
    '../evil/all.yaml',
    'repo/../../evil/all.yaml',
    '%2e%2E/evil/all.yaml',
    '.%2e/evil/all.yaml',
    '..%2fevil/all.yaml',
    '..\\evil/all.yaml',
    'repo/..',
  ])('is not led out of a prefix by %s', path => {
    expect(isListed(`${TEAM}${path}`, [TEAM])).toBe(false);
  });
});
