import { aHardwareProfile } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { hardwareRequest, requiredProfile, resources } from './hardware';

describe('hardware', () => {
  const profile = aHardwareProfile();

  it('takes the profile’s defaults', () => {
    expect(hardwareRequest({ profile: 'nvidia-a100' }, profile)).toEqual({
      cpu: '8',
      memory: '64Gi',
      accelerator: {
        resource: 'nvidia.com/gpu',
        product: 'NVIDIA A100',
        count: 1,
      },
    });
  });

  it('takes the sizes of the choice, written as the apiserver writes them', () => {
    const choice = {
      profile: 'nvidia-a100',
      count: 2,
      cpu: '4000m',
      memory: '32768Mi',
    };
    const amounts = { cpu: '4', memory: '32Gi', 'nvidia.com/gpu': '2' };
    expect(resources(hardwareRequest(choice, profile))).toEqual({
      requests: amounts,
      limits: amounts,
    });
  });

  it('asks for no device when none is wanted', () => {
    const request = hardwareRequest(
      { profile: 'nvidia-a100', count: 0 },
      profile,
    );
    expect(resources(request).limits).toEqual({ cpu: '8', memory: '64Gi' });
  });

  it('names the field when the profile was never resolved', () => {
    expect(() => requiredProfile({ profile: 'gone' }, {})).toThrow(
      'spec.hardware.profile "gone" is not resolved',
    );
  });
});
