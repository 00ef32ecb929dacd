import {
  Condition,
  Declaration,
  Endpoint,
  Phase,
  Status,
  Step,
} from '@greenroom/backstage-plugin-greenroom-common';
import { SeenPod } from '@greenroom/backstage-plugin-greenroom-node';
import { Diagnosis, diagnose } from './Cause';
import { causes, settledCauses } from './causes';
import { Evidence } from './Evidence';
import { iso, staleExplanation, statusFrame } from './frame';
import { Passed, passedStages, Stage, STAGES, STEP_NAMES } from './stages';
import { updatePending } from './updatePending';

/** What a target found out about an asset that runs pods. */
export interface Workload {
  evidence: Evidence;
  /** The watches are in sync: what is absent is not there. */
  known: boolean;
  /** The object that makes the pods is there. */
  exists: boolean;
  /** It is told not to run. */
  stopped: boolean;
  /** Pods that must be ready. */
  wanted: number;
  /** The controllers have acted on what was applied last. */
  settled: boolean;
  endpoints: Endpoint[];
}

/** Status of an asset that runs pods, whatever makes them. */
export function workloadStatus(
  declaration: Declaration,
  workload: Workload,
): Status {
  const { evidence } = workload;
  const { context } = evidence;
  const idle = declaration.deletion || isStopped(workload);
  const diagnosis = idle ? undefined : diagnosisOf(workload);
  const phase = phaseOf(declaration, workload, diagnosis);
  const passed = withoutLater(passedStages(evidence), phase, diagnosis);
  return {
    ...statusFrame(declaration, context, phase),
    ...(context.simulated !== undefined && { simulated: context.simulated }),
    conditions: [
      ...conditions(workload, passed, phase, diagnosis),
      ...updatePending(context),
    ],
    explanation:
      diagnosis?.explanation ?? staleExplanation(evidence.root, context),
    steps: idle ? [] : steps(declaration, workload, passed, diagnosis),
    endpoints: workload.endpoints,
    ...(context.pendingUpdate && { pendingUpdate: context.pendingUpdate }),
    ...keptClaims(declaration, evidence),
  };
}

function diagnosisOf({ evidence, settled }: Workload): Diagnosis | undefined {
  return (
    diagnose(causes, evidence) ??
    (settled ? diagnose(settledCauses, evidence) : undefined)
  );
}

function phaseOf(
  declaration: Declaration,
  workload: Workload,
  diagnosis: Diagnosis | undefined,
): Phase {
  const { evidence, known, exists, wanted, settled } = workload;
  const { pods, context } = evidence;
  if (declaration.deletion) return 'Deleting';
  if (isStopped(workload)) {
    if (pods.length) return 'Stopping';
    return known ? 'Stopped' : 'Unknown';
  }
  if (!exists && !pods.length) {
    if (diagnosis) return diagnosis.phase;
    return known ? 'Pending' : 'Unknown';
  }
  const ready = pods.filter(isReady).length;
  if (ready >= wanted && diagnosis === undefined) {
    // What waits on purpose is not on its way.
    const current =
      context.pendingUpdate !== undefined ||
      context.appliedRevision >= declaration.revision;
    return settled && current ? 'Ready' : 'Progressing';
  }
  if (ready > 0) {
    return diagnosis && !waitsToApply(diagnosis) ? 'Degraded' : 'Progressing';
  }
  return diagnosis?.phase ?? 'Progressing';
}

/** What runs is well; only the newest declaration has not reached the cluster yet. */
function waitsToApply({ cause: { stage, phase } }: Diagnosis): boolean {
  return stage === 'Applied' && phase === 'Pending';
}

function isStopped({ exists, stopped }: Workload): boolean {
  return exists && stopped;
}

function isReady(pod: SeenPod): boolean {
  return (
    !pod.metadata.deletionTimestamp &&
    pod.conditions.some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    )
  );
}

/** Between two crashes a container runs: the stage that the cause keeps from is not passed. */
function withoutLater(
  passed: Map<Stage, Passed>,
  phase: Phase,
  diagnosis: Diagnosis | undefined,
): Map<Stage, Passed> {
  if (!diagnosis || phase === 'Degraded') return passed;
  const limit = STAGES.indexOf(diagnosis.cause.stage);
  return new Map(
    [...passed].filter(([stage]) => STAGES.indexOf(stage) < limit),
  );
}

function conditions(
  { evidence, known, wanted }: Workload,
  passed: Map<Stage, Passed>,
  phase: Phase,
  diagnosis: Diagnosis | undefined,
): Condition[] {
  const { context, pods } = evidence;
  const stages = STAGES.map((type): Condition => {
    const since = passed.get(type)?.at ?? iso(context.now);
    const blocked = diagnosis?.cause.stage === type;
    if (blocked || (type === 'Ready' && diagnosis)) {
      const { reason, summary: message } = diagnosis!.explanation;
      return {
        type,
        status: 'False',
        reason,
        message,
        since: iso(context.now),
      };
    }
    if (type === 'Ready' && context.staleSince) {
      return {
        type,
        status: 'Unknown',
        reason: 'Stale',
        message: `The cluster has not been seen since ${context.staleSince}`,
        since: context.staleSince,
      };
    }
    if (type === 'Ready' && phase !== 'Ready') {
      const ready = pods.filter(isReady).length;
      const message = `${ready} of ${wanted} pods are ready`;
      return {
        type,
        status: known ? 'False' : 'Unknown',
        reason: phase,
        message,
        since,
      };
    }
    return passed.has(type)
      ? { type, status: 'True', reason: type, message: '', since }
      : {
          type,
          status: known ? 'False' : 'Unknown',
          reason: known ? 'Waiting' : 'NotSeen',
          message: '',
          since,
        };
  });
  return stages;
}

function steps(
  declaration: Declaration,
  { evidence }: Workload,
  passed: Map<Stage, Passed>,
  diagnosis: Diagnosis | undefined,
): Step[] {
  const failed = diagnosis?.phase === 'Failed';
  const next = failed
    ? STAGES.indexOf(diagnosis.cause.stage)
    : STAGES.findIndex(stage => !passed.has(stage));
  return STAGES.map((stage, index): Step => {
    const name = STEP_NAMES[stage];
    if (passed.has(stage)) {
      const at =
        stage === 'Applied' ? requestedAt(declaration) : passed.get(stage)!.at;
      return { name, state: 'done', ...(at && { at }) };
    }
    if (index !== next || evidence.context.staleSince) {
      return { name, state: 'waiting' };
    }
    return { name, state: failed ? 'failed' : 'active' };
  });
}

/** When it was last asked to run. */
export function requestedAt({ runState, createdAt }: Declaration): string {
  return runState?.wanted === 'running' ? runState.at : createdAt;
}

/** A deletion leaves volumes, unless it asks for their data too. */
function keptClaims(
  { deletion }: Declaration,
  { claims, context }: Evidence,
): Pick<Status, 'kept'> {
  if (!deletion || deletion.deleteData) return {};
  return {
    kept: claims
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(
        ({ kind, metadata }) => `${kind} ${context.namespace}/${metadata.name}`,
      ),
  };
}
