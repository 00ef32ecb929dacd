import { offeredQuota, quotaShare } from './quotaText';

const use = (used: string, hard: string) => ({ resource: 'pods', used, hard });

describe('quota', () => {
  it.each([
    [use('500m', '2'), 0.25],
    [use('1Gi', '512Mi'), 1],
    [use('0', '0'), 1],
    [use('?', '2'), undefined],
  ])('is %j used by a share of %s', (quota, share) => {
    expect(quotaShare(quota)).toBe(share);
  });

  it('leaves out what nobody may have, unless somebody has it', () => {
    const some = [use('0', '4'), use('1', '0')];
    expect(offeredQuota([...some, use('0', '0')])).toEqual(some);
  });

  it('begins with what every workload asks for, and ends with what is counted', () => {
    const resources = [
      'limits.cpu',
      'persistentvolumeclaims',
      'pods',
      'requests.amd.com/gpu',
      'requests.cpu',
      'requests.memory',
      'requests.nvidia.com/gpu',
      'requests.storage',
    ];
    expect(
      offeredQuota(
        resources.map(resource => ({ resource, used: '1', hard: '2' })),
      ).map(({ resource }) => resource),
    ).toEqual([
      'limits.cpu',
      'requests.cpu',
      'requests.memory',
      'requests.amd.com/gpu',
      'requests.nvidia.com/gpu',
      'requests.storage',
      'persistentvolumeclaims',
      'pods',
    ]);
  });
});
