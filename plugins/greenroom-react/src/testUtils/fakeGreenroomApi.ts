import { GreenroomApi } from '@greenroom/backstage-plugin-greenroom-common';
import { aProject, summaryOf } from './assets';
import { aCapacity } from './capacity';
import { aHardwareProfile, anImage, aRuntime } from './standards';
import { aUsage } from './usage';

const unexpected = (call: string) => async () => {
  throw new Error(`Unexpected call of ${call}`);
};

const STANDARDS: Record<string, unknown> = {
  hardwareProfiles: [aHardwareProfile()],
  workbenchImages: [anImage()],
  servingRuntimes: [aRuntime()],
  projectTiers: [],
};

/**
 * An API that answers with what it is given, lists, standards and usage with
 * something plausible, and throws at every other call.
 */
export function fakeGreenroomApi(
  answers: Partial<GreenroomApi> = {},
): GreenroomApi {
  return {
    listAssets: async () => ({ items: [summaryOf(aProject())] }),
    standards: async type => STANDARDS[type] as never,
    imagePolicy: async () => ({ imageRegistries: [], requireDigest: false }),
    capacity: async () => aCapacity(),
    clusters: async () => [],
    usage: async () => aUsage(),
    listObserved: async () => ({ items: [], more: false, unseen: [] }),
    proposeAdoption: unexpected('proposeAdoption'),
    getAsset: unexpected('getAsset'),
    declare: unexpected('declare'),
    remove: unexpected('remove'),
    operate: unexpected('operate'),
    supply: unexpected('supply'),
    checkConnection: unexpected('checkConnection'),
    history: unexpected('history'),
    manifests: unexpected('manifests'),
    events: unexpected('events'),
    containers: unexpected('containers'),
    claims: unexpected('claims'),
    logs: unexpected('logs'),
    access: unexpected('access'),
    preflight: unexpected('preflight'),
    changes: unexpected('changes'),
    takeOver: unexpected('takeOver'),
    importCluster: unexpected('importCluster'),
    ...answers,
  };
}
