/** What may happen to the workbenches of one project. */
export type Step =
  | { do: 'declare'; name: string; title: string; level: string }
  | { do: 'delete'; name: string; deleteData: boolean }
  | { do: 'drift'; name: string; how: (typeof DRIFTS)[number] }
  | {
      do: 'fault';
      fault: (typeof FAULTS)[number];
      after: number;
      times: number;
    }
  | { do: 'databaseFault'; after: number; times: number }
  | { do: 'crash' }
  | { do: 'wait'; ms: number };

const NAMES = ['one', 'two', 'three'];
/** More in a row count as somebody fighting for a field, who is let win: another test. */
const MOST_DRIFTS = 3;
const DRIFTS = ['edit', 'delete', 'unlabel'] as const;
export const FAULTS = [
  'fails',
  'throttles',
  'resets',
  'losesAnswer',
  'delays',
  'lags',
  'cutsWatches',
  'expires',
] as const;

/** What is to be there in the end of a name that was declared. */
export interface Expected {
  /** Undefined: it is deleted. */
  declared?: { title: string; level: string };
  /** Whether its volume is there; undefined when that depends on whether it was made before the deletion. */
  volume?: boolean;
}

/** A sequence that its seed alone decides; it begins with something declared. Pure. */
export function stepsOf(seed: number): Step[] {
  const random = randomOf(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const one = <T>(all: readonly T[]) => all[below(all.length)];
  const declare = (nth: number): Step => ({
    do: 'declare',
    name: one(NAMES),
    title: `title ${nth}`,
    level: one(['info', 'debug']),
  });
  const makers: ((nth: number) => Step)[] = [
    declare,
    declare,
    () => ({ do: 'delete', name: one(NAMES), deleteData: random() < 0.5 }),
    () => ({ do: 'drift', name: one(NAMES), how: one(DRIFTS) }),
    () => ({
      do: 'fault',
      fault: one(FAULTS),
      after: below(4),
      times: 1 + below(3),
    }),
    () => ({ do: 'databaseFault', after: below(6), times: 1 + below(3) }),
    () => ({ do: 'crash' }),
    () => ({ do: 'wait', ms: below(600) }),
  ];
  const steps = [
    declare(0),
    ...Array.from({ length: 6 + below(8) }, (_, nth) => one(makers)(nth + 1)),
  ];
  const drifts = steps.filter(step => step.do === 'drift');
  return steps.filter(
    step => step.do !== 'drift' || drifts.indexOf(step) < MOST_DRIFTS,
  );
}

/** What a sequence comes to, whatever went wrong on the way. Pure. */
export function modelOf(steps: readonly Step[]): Map<string, Expected> {
  const expected = new Map<string, Expected>();
  const kept = new Set<string>();
  for (const step of steps) {
    if (step.do === 'declare') {
      const { name, title, level } = step;
      expected.set(name, { declared: { title, level }, volume: true });
    }
    if (step.do === 'delete' && expected.get(step.name)?.declared) {
      const { name, deleteData } = step;
      if (!deleteData) kept.add(name);
      // What was kept stays when it was not taken up again.
      expected.set(name, kept.has(name) ? {} : { volume: false });
    }
  }
  return expected;
}

/** mulberry32: numbers from 0 to below 1 that the seed decides. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
