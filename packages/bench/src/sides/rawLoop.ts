import { KubernetesObject } from '@greenroom/backstage-plugin-greenroom-node';
import { ClusterConnection } from '@greenroom/controller-runtime';
import { Agent, request } from 'undici';
import { serve } from '../rig/side';
import { CONCURRENCY, inParallel, pathOf } from './peers';

const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

let connection: ClusterConnection;
let agent: Agent;

/** Sends one request on a kept connection, and reads and parses the answer. */
async function send(
  method: 'GET' | 'PATCH',
  path: string,
  body?: KubernetesObject,
): Promise<number> {
  const { statusCode, body: answer } = await request(
    `${connection.server}${path}`,
    {
      dispatcher: agent,
      method,
      headers: {
        authorization: `Bearer ${connection.token}`,
        accept: method === 'GET' ? METADATA : 'application/json',
        ...(body && { 'content-type': 'application/apply-patch+yaml' }),
      },
      body: body && JSON.stringify(body),
    },
  );
  JSON.parse(await answer.text());
  return statusCode;
}

/** P0: the least that a client can do, and so the limit of the API server. */
const methods = {
  start(how: ClusterConnection): void {
    connection = how;
    agent = new Agent({
      connections: CONCURRENCY,
      // The faster of the two.
      allowH2: false,
      connect: { ca: how.ca },
    });
  },

  /** Server-side applies objects that were rendered before; with a look at each name before, when the subject looks too. */
  async apply(
    objects: KubernetesObject[],
    { look }: { look: boolean },
  ): Promise<void> {
    await inParallel(objects, async object => {
      const path = pathOf(object);
      if (look) await send('GET', path);
      const status = await send('PATCH', `${path}?fieldManager=raw`, object);
      if (status > 299) throw new Error(`${path} answered ${status}`);
    });
  },

  /** Milliseconds of each apply, one after the other. */
  async applyEach(objects: KubernetesObject[]): Promise<number[]> {
    const taken: number[] = [];
    for (const object of objects) {
      const started = performance.now();
      await send(
        'PATCH',
        `${pathOf(object)}?fieldManager=raw&force=true`,
        object,
      );
      taken.push(performance.now() - started);
    }
    return taken;
  },
};

export type RawLoopSide = typeof methods;

serve(methods, () => agent.close());
