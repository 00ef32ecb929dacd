import { aHardwareProfile } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import {
  hardwareRequest,
  profileAnnotations,
  queueLabels,
  requiredProfile,
  resources,
} from './hardware';

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

  it.each([
    [{ name: 'team' }, { 'kueue.x-k8s.io/queue-name': 'team' }],
    [
      { name: 'team', priorityClass: 'high' },
      {
        'kueue.x-k8s.io/queue-name': 'team',
        'kueue.x-k8s.io/priority-class': 'high',
      },
    ],
    [undefined, {}],
  ])('waits in the queue %j', (queue, labels) => {
    expect(queueLabels({ profile: { ...profile, queue } })).toEqual(labels);
  });

  it('names the HardwareProfile, where it is one of the cluster', () => {
    expect(profileAnnotations({ profile })).toEqual({});
    const origin = { namespace: 'opendatahub', resourceVersion: '42' };
    expect(profileAnnotations({ profile: { ...profile, origin } })).toEqual({
      'opendatahub.io/hardware-profile-name': 'nvidia-a100',
      'opendatahub.io/hardware-profile-namespace': 'opendatahub',
      'opendatahub.io/hardware-profile-resource-version': '42',
    });
  });

  it('names the field when the profile was never resolved', () => {
    expect(() => requiredProfile({ profile: 'gone' }, {})).toThrow(
      'spec.hardware.profile "gone" is not resolved',
    );
  });
});
