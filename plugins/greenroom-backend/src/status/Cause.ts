import {
  Explanation,
  Fix,
  Phase,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Evidence } from './Evidence';
import { Stage } from './stages';
import { isSettling } from './warnings';

/** What a cause found. */
export interface Finding {
  /** In plain words, for somebody who knows no Kubernetes. */
  summary: string;
  /** The object that shows it, e.g. `Pod fraud/explore-0`. */
  object?: string;
  /** What the cluster says, verbatim. */
  evidence?: string;
  fixes?: Fix[];
}

/** One reason why an asset is not well. No cause knows another: the list in `causes/` orders them. */
export interface Cause {
  /** CamelCase, stable: documentation and tests refer to it. */
  readonly reason: string;
  /** Phase of an asset of which nothing runs because of it. */
  readonly phase: Extract<Phase, 'Pending' | 'Progressing' | 'Failed'>;
  /** It usually passes by itself: while a pod is new it is told, but the asset is still on its way. */
  readonly passing?: true;
  /** The stage that it keeps the asset from. */
  readonly stage: Stage;
  find(evidence: Evidence): Finding | undefined;
}

/** A cause that applies, with its explanation. */
export interface Diagnosis {
  cause: Cause;
  /** The cause's, or a milder one. */
  phase: Cause['phase'];
  explanation: Explanation;
}

/** The first cause of the list that applies. */
export function diagnose(
  causes: readonly Cause[],
  evidence: Evidence,
): Diagnosis | undefined {
  for (const cause of causes) {
    const finding = cause.find(evidence);
    if (finding)
      return {
        cause,
        phase: phaseNow(cause, evidence),
        explanation: explain(cause, finding, evidence),
      };
  }
  return undefined;
}

function phaseNow(
  { passing, phase }: Cause,
  { context, pods }: Evidence,
): Cause['phase'] {
  const mild = passing && pods.some(pod => isSettling(pod, context.now));
  return mild ? 'Progressing' : phase;
}

function explain(
  { reason }: Cause,
  { summary, object = '', evidence, fixes = [] }: Finding,
  { root }: Evidence,
): Explanation {
  const chain =
    object && object !== root
      ? [{ object: root }, { object, evidence }]
      : [{ object: root, evidence }];
  return { reason, summary, chain, fixes };
}
