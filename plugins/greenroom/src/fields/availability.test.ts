import {
  aCapacity,
  aHardwareProfile,
  anAccelerator,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { availability, availabilityText, fitText } from './availability';

const seen = (value = aCapacity()) => ({ state: 'ready' as const, value });

describe('availability', () => {
  it('counts what is free of the profile’s product', () => {
    const now = availability(
      aHardwareProfile(),
      seen(
        aCapacity({}, [
          anAccelerator(),
          anAccelerator({ product: 'NVIDIA T4', free: 7, largestFree: 7 }),
          anAccelerator({ resource: 'amd.com/gpu', free: 8 }),
        ]),
      ),
    );

    expect(now).toEqual({
      state: 'seen',
      free: 3,
      total: 8,
      largestFree: 3,
      stale: false,
    });
    expect(availabilityText(now)).toBe('3 of 8 free');
  });

  it('counts every product of the resource when the profile’s own is not named by the nodes', () => {
    const profile = aHardwareProfile();
    profile.accelerator!.product = 'Large GPU';

    expect(availability(profile, seen())).toMatchObject({ free: 3, total: 8 });
  });

  it('looks at the project’s cluster only', () => {
    const capacity = aCapacity({}, [
      anAccelerator(),
      anAccelerator({ cluster: 'other', free: 8 }),
    ]);
    capacity.clusters.push({ ...capacity.clusters[0], cluster: 'other' });

    expect(
      availability(aHardwareProfile(), seen(capacity), 'dev'),
    ).toMatchObject({ free: 3 });
    expect(availability(aHardwareProfile(), seen(capacity))).toMatchObject({
      free: 11,
    });
  });

  it.each([
    ['refused', { state: 'denied' as const }, 'You have no permission'],
    ['out of reach', { state: 'error' as const }, 'does not answer'],
    [
      'not seen',
      seen(aCapacity({ known: false, reason: 'No right to list nodes.' })),
      'No right to list nodes.',
    ],
  ])('cannot tell when capacity is %s', (_, capacity, reason) => {
    const now = availability(aHardwareProfile(), capacity);

    expect(now).toEqual({
      state: 'cannot-tell',
      reason: expect.stringContaining(reason),
    });
    expect(availabilityText(now)).toBe('cannot tell what is free');
    expect(fitText(now, 1)).toContain(reason);
  });

  it.each([
    [1, 'Fits now.'],
    [5, 'Would wait: at most 3 are free on one node.'],
    [9, 'Never fits: there are only 8.'],
    [0, undefined],
  ])('says of %s accelerators: %s', (count, text) => {
    expect(fitText(availability(aHardwareProfile(), seen()), count)).toBe(text);
  });

  it('says that a number may be old', () => {
    const now = availability(
      aHardwareProfile(),
      seen(aCapacity({ stale: true })),
    );

    expect(fitText(now, 1)).toBe('Fits now (as last seen; this may be old).');
  });

  it('says nothing of a profile without accelerators, and that a cluster has none', () => {
    const cpu = availability(
      aHardwareProfile({ accelerator: undefined }),
      seen(),
    );
    expect(availabilityText(cpu)).toBeUndefined();
    expect(fitText(cpu, 0)).toBeUndefined();

    const absent = availability(aHardwareProfile(), seen(aCapacity({}, [])));
    expect(availabilityText(absent)).toBe('none in this cluster');
    expect(fitText(absent, 1)).toContain('wait for ever');
  });
});
