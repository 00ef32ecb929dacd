import { Side } from '../rig/side';
import { Wanted } from '../sides/declarations';
import { EngineSide } from '../sides/engine';

/** Where some workbenches are. */
export interface Fleet {
  projects: string[];
  /** Ids, in the order of `wanted`. */
  ids: string[];
  wanted: Extract<Wanted, { kind: 'Workbench' }>[];
}

/** Projects that are there, and workbenches in them that are declared and not applied yet. */
export async function declareFleet(
  engine: Side<EngineSide>,
  prefix: string,
  size: { projects: number; workbenches: number },
): Promise<Fleet> {
  const projects = Array.from(
    { length: size.projects },
    (_, index) => `${prefix}-${index}`,
  );
  const { value: projectIds } = await engine.call(
    'declare',
    projects.map(project => ({ kind: 'Project' as const, project })),
  );
  await engine.call('apply', projectIds);
  // A project that is ready has its members looked at: of those declared by then, work would begin too early.
  await quiet(engine);
  const wanted = Array.from({ length: size.workbenches }, (_, index) => ({
    kind: 'Workbench' as const,
    project: projects[index % projects.length],
    name: `w${index}`,
  }));
  const { value: ids } = await engine.call('declare', wanted);
  return { projects, ids, wanted };
}

/** A fleet that is applied, and quiet again. */
export async function existingFleet(
  engine: Side<EngineSide>,
  prefix: string,
  size: { projects: number; workbenches: number },
): Promise<Fleet> {
  const fleet = await declareFleet(engine, prefix, size);
  await engine.call('apply', fleet.ids);
  await quiet(engine);
  return fleet;
}

/** Waits until the engine sends nothing any more. */
export async function quiet(engine: Side<EngineSide>): Promise<void> {
  for (let still = 0; still < 4; ) {
    await new Promise(resolve => setTimeout(resolve, 250));
    const { value } = await engine.call('requests');
    const { watch: _, identity: __, discovery: ___, ...sent } = value;
    still = Object.keys(sent).length ? 0 : still + 1;
  }
}
