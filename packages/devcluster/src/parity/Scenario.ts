import { Bench } from './Bench';

/** One behaviour of an operator, asserted alike on the real one and on its stand-in. */
export interface Scenario {
  name: string;
  run(bench: Bench): Promise<void>;
}
