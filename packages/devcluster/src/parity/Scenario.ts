import { Bench } from './Bench';

/** One behaviour of an operator, asserted alike on the real one and on its stand-in. */
export interface Scenario {
  name: string;
  /** What the cluster must serve, when that is somebody's of whom there is no stand-in: it runs on real operators only. */
  needs?: { apiVersion: string; kind: string };
  run(bench: Bench): Promise<void>;
}
