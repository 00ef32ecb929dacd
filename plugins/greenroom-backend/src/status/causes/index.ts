import { Cause } from '../Cause';
import {
  acceleratorsInUse,
  canNeverFit,
  noSuchAccelerator,
} from './accelerators';
import {
  applyDenied,
  applyError,
  clusterUnreachable,
  contended,
  forbidden,
  foreignObject,
  invalidObject,
  managerConflict,
  terminating,
} from './applyFailures';
import { configError, crashLoop, outOfMemory } from './containers';
import { gitCloneFailed } from './gitClone';
import { imagePullFailed } from './imagePullFailed';
import {
  modelLoadFailed,
  modelServerFailed,
  noSupportingRuntime,
} from './models';
import { quotaExceeded } from './quotaExceeded';
import {
  createRefused,
  deniedByPolicy,
  podSecurityViolation,
  quotaDemandsLimits,
} from './refusals';
import {
  insufficientResources,
  nodeSelectorMismatch,
  schedulingGated,
  unschedulable,
  untoleratedTaint,
  volumeElsewhere,
  volumeNotBound,
} from './scheduling';
import { mountFailed, volumeInUse } from './volumes';

const refusedApplies: readonly Cause[] = [
  foreignObject,
  managerConflict,
  contended,
  forbidden,
  terminating,
  invalidObject,
  applyError,
  quotaExceeded,
  quotaDemandsLimits,
  podSecurityViolation,
  deniedByPolicy,
  applyDenied,
];

/** Causes of an asset that runs nothing. */
export const applyCauses: readonly Cause[] = [
  ...refusedApplies,
  clusterUnreachable,
];

/**
 * Every cause, in the order in which they are checked: the way of a pod from
 * admission to readiness. The first one that applies is the explanation.
 */
export const causes: readonly Cause[] = [
  ...refusedApplies,
  createRefused,
  schedulingGated,
  noSuchAccelerator,
  canNeverFit,
  acceleratorsInUse,
  volumeNotBound,
  volumeElsewhere,
  untoleratedTaint,
  insufficientResources,
  nodeSelectorMismatch,
  unschedulable,
  volumeInUse,
  mountFailed,
  imagePullFailed,
  configError,
  outOfMemory,
  modelLoadFailed,
  gitCloneFailed,
  crashLoop,
  noSupportingRuntime,
  modelServerFailed,
  clusterUnreachable,
];
