import { BenchCluster } from '../rig/cluster';
import { Row } from '../rig/rows';
import { Methods, Side } from '../rig/side';
import { EngineSetup, EngineSide } from '../sides/engine';

/** How large and how often. */
export interface Sizes {
  repeats: number;
  /** Workbenches per repeat of a creation. */
  create: number;
  /** Existing workbenches behind B2 to B6. */
  existing: number;
  /** Changes, one after the other, behind each percentile. */
  changes: number;
  restSeconds: number;
}

/** What the scenarios of a run share. */
export interface Context {
  cluster: BenchCluster;
  sizes: Sizes;
  /** Says what is being done. */
  progress(text: string): void;
}

/** One scenario of docs/benchmarks.md. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  run(context: Context): Promise<Row[]>;
}

/** A fresh engine on the run's cluster, directly or by another address. */
export async function startEngine(
  { cluster }: Context,
  {
    server = cluster.connection.server,
    ...setup
  }: Partial<EngineSetup> & { server?: string } = {},
): Promise<Side<EngineSide>> {
  const side = await Side.start<EngineSide>('engine');
  cluster.pin(side.pid);
  const connection = { ...cluster.connection, server };
  await side.call('start', {
    clusters: [{ name: 'bench', connection }],
    ...setup,
  });
  return side;
}

/** A process that makes load, or stands in for others: not what is measured. */
export async function startLoad<M extends Methods>(
  { cluster }: Context,
  name: string,
): Promise<Side<M>> {
  const side = await Side.start<M>(name);
  cluster.pinLoad(side.pid);
  return side;
}

const WRITES = ['apply', 'patch', 'create', 'delete', 'update'];

/** Requests that change something. */
export function writesOf(requests: Record<string, number>): number {
  return WRITES.reduce((sum, verb) => sum + (requests[verb] ?? 0), 0);
}

/** Requests that read objects; watches are none. */
export function readsOf({ get = 0, list = 0 }: Record<string, number>): number {
  return get + list;
}
