import { ClusterConnection } from '@greenroom/controller-runtime';
import { Agent, request } from 'undici';
import { now } from '../rig/clock';
import { atRate } from '../rig/pacer';
import { serve } from '../rig/side';
import { Change, numberIn, Stored } from '../rig/staleness';
import { inParallel } from './peers';
import { PodObject, PodRef, sickStatus } from './podStatus';

const CONNECTIONS = 64;
/** Enough to keep an API server busy, and too few to make its clients wait for long. */
const WRITERS = 8;

let connection: ClusterConnection;
let agent: Agent;
let changes = 0;
let watched: Stored[] = [];
let watchFailure: string | undefined;

async function send(
  method: 'POST' | 'PATCH',
  path: string,
  body: object,
  contentType = 'application/json',
): Promise<void> {
  const answer = await request(`${connection.server}${path}`, {
    dispatcher: agent,
    method,
    headers: {
      authorization: `Bearer ${connection.token}`,
      'content-type': contentType,
    },
    body: JSON.stringify(body),
  });
  const text = await answer.body.text();
  if (answer.statusCode > 299 && answer.statusCode !== 409) {
    throw new Error(`${method} ${path}: ${text}`);
  }
}

/** What kubelets and other people's controllers do to pods and events. */
const methods = {
  start(how: ClusterConnection): void {
    connection = how;
    agent = new Agent({
      connections: CONNECTIONS,
      allowH2: false,
      connect: { ca: how.ca },
    });
  },

  /** Pods, without the controllers that would make them; they must be let in as any other. */
  async create(pods: PodObject[]): Promise<void> {
    for (const namespace of new Set(
      pods.map(({ metadata }) => metadata.namespace),
    )) {
      await send('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, {
        metadata: { name: 'default' },
      });
    }
    await inParallel(pods, pod =>
      send('POST', `/api/v1/namespaces/${pod.metadata.namespace}/pods`, pod),
    );
  },

  /** Reads the watch of all pods from now on, and only notes when a numbered change came. */
  async watch(version: string): Promise<void> {
    const answer = await request(
      `${connection.server}/api/v1/pods?watch=true&resourceVersion=${version}`,
      {
        dispatcher: agent,
        headers: { authorization: `Bearer ${connection.token}` },
        bodyTimeout: 0,
      },
    );
    let rest = '';
    let last = version;
    answer.body.setEncoding('utf8');
    answer.body.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('{"type":"ERROR"')) watchFailure = line;
        last = /"resourceVersion":"(\d+)"/.exec(line)?.[1] ?? last;
        const number = numberIn(line);
        if (number !== undefined) watched.push({ number, at: now() });
      }
    });
    // The API server ends watches as it likes: when they are old, or behind.
    answer.body.on('close', () => {
      if (agent.destroyed || watchFailure) return;
      methods.watch(last).catch((error: Error) => {
        watchFailure = error.message;
      });
    });
    answer.body.on('error', () => {});
  },

  /** What the watch told since the last time. */
  watched(): Stored[] {
    if (watchFailure) throw new Error(`the watch of all pods: ${watchFailure}`);
    const before = watched;
    watched = [];
    return before;
  },

  /** Changes the status of one pod after the other, so often a second, or as often as the API server lets it. */
  async storm(
    pods: PodObject[],
    how: { perSecond: number; seconds: number },
  ): Promise<Change[]> {
    const made: Change[] = [];
    await atRate({ ...how, limit: WRITERS }, async index => {
      const pod = pods[index % pods.length];
      const { namespace, name } = pod.metadata;
      const number = ++changes;
      await send(
        'PATCH',
        `/api/v1/namespaces/${namespace}/pods/${name}/status`,
        { status: sickStatus(number, pod) },
        'application/merge-patch+json',
      );
      made.push({ number, pod: `${namespace}/${name}`, at: now() });
    });
    return made;
  },

  /** Events about pods, so often a second. */
  async events(
    pods: PodRef[],
    how: { perSecond: number; seconds: number },
  ): Promise<void> {
    await atRate({ ...how, limit: CONNECTIONS }, async index => {
      const { namespace, name } = pods[index % pods.length];
      const at = new Date().toISOString();
      await send('POST', `/api/v1/namespaces/${namespace}/events`, {
        metadata: { name: `${name}.${++changes}` },
        involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace, name },
        type: 'Warning',
        reason: 'BackOff',
        message: 'Back-off restarting failed container',
        firstTimestamp: at,
        lastTimestamp: at,
        source: { component: 'kubelet' },
      });
    });
  },
};

export type PodsSide = typeof methods;

serve(methods, () => agent.destroy());
