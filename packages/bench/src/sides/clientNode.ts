import { KubernetesObject } from '@greenroom/backstage-plugin-greenroom-node';
import type { KubernetesObjectApi } from 'client-node-2';
import { serve } from '../rig/side';
import { inParallel } from './peers';

let api: KubernetesObjectApi;
let applyStrategy: string;

/** P2: the official client, used as its documentation shows. */
const methods = {
  async start(kubeconfig: string): Promise<void> {
    const client = await import('client-node-2');
    const config = new client.KubeConfig();
    config.loadFromFile(kubeconfig);
    api = client.KubernetesObjectApi.makeApiClient(config);
    applyStrategy = client.PatchStrategy.ServerSideApply;
  },

  async apply(
    objects: KubernetesObject[],
    { look }: { look: boolean },
  ): Promise<void> {
    await inParallel(objects, async object => {
      if (look) {
        await api.read(object as never).catch(error => {
          if (error?.code !== 404) throw error;
        });
      }
      await api.patch(
        object as never,
        undefined,
        undefined,
        'client-node',
        false,
        applyStrategy as never,
      );
    });
  },
};

export type ClientNodeSide = typeof methods;

serve(methods, async () => {});
