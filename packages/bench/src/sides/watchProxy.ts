import {
  ClusterConnection,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { FaultProxy } from '@greenroom/controller-runtime/testing';
import { now } from '../rig/clock';
import { atRate } from '../rig/pacer';
import { serve } from '../rig/side';
import { Change } from '../rig/staleness';
import { PodObject, sickStatus } from './podStatus';

const PODS = { verb: 'watch', path: '/api/v1/pods' } as const;

let proxies: FaultProxy[] = [];
/** Never a number that the API server's own storm has. */
let changes = 1_000_000;

/** Addresses before one API server: each is a cluster to whoever asks there. */
const methods = {
  /** As many addresses. */
  async start(how: ClusterConnection, count: number): Promise<string[]> {
    for (let index = 0; index < count; index++) {
      proxies.push(await FaultProxy.to({ server: how.server, ca: how.ca }));
    }
    return proxies.map(({ url }) => url);
  },

  /** From now on nothing comes from one of them, and nobody is told. */
  blackhole(index: number): void {
    proxies[index].blackhole();
  },

  heal(index: number): void {
    proxies[index].heal();
    proxies[index].cutWatches();
  },

  /**
   * Puts changes of pods into the watches, so often a second: more than an API
   * server on one core can make.
   */
  async storm(
    pods: (PodObject & KubernetesObject)[],
    how: { perSecond: number; seconds: number },
  ): Promise<Change[]> {
    const made: Change[] = [];
    await atRate({ ...how, limit: Infinity }, async index => {
      const pod = pods[index % pods.length];
      const { namespace, name } = pod.metadata;
      const number = ++changes;
      const object = {
        ...pod,
        metadata: {
          ...pod.metadata,
          // Only that it is another one matters.
          resourceVersion: String(number),
        },
        status: sickStatus(number, pod),
      };
      proxies[0].inject(JSON.stringify({ type: 'MODIFIED', object }), PODS);
      made.push({ number, pod: `${namespace}/${name}`, at: now() });
    });
    return made;
  },
};

export type WatchProxySide = typeof methods;

serve(methods, async () => {
  await Promise.all(proxies.map(proxy => proxy.stop()));
  proxies = [];
});
