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
  namespaceMissing,
  terminating,
} from './applyFailures';
import { claimMissing } from './claimMissing';
import { configError, crashLoop, outOfMemory } from './containers';
import { controllerSilent } from './controllerSilent';
import { gitCloneFailed } from './gitClone';
import { imagePullFailed } from './imagePullFailed';
import {
  deactivatedInQueue,
  evictedFromQueue,
  exceedsQueueQuota,
  noMatchingFlavor,
  queueMissing,
  queueStopped,
  scatteredInTopology,
  waitingForAdmissionCheck,
  waitingForOthers,
  waitingForQueueQuota,
} from './kueue';
import {
  addressNotReady,
  contextTooLong,
  modelLoadFailed,
  modelServerFailed,
  noSupportingRuntime,
} from './models';
import { notAnswering } from './notAnswering';
import { profileNotApplied } from './profileNotApplied';
import {
  projectRequestRefused,
  projectRequestsNotServed,
} from './projectRequests';
import { quotaExceeded } from './quotaExceeded';
import { containerSecretMissing, secretMissing } from './secretMissing';
import {
  createRefused,
  deniedByPolicy,
  outsideLimitRange,
  podSecurityViolation,
  quotaDemandsLimits,
} from './refusals';
import {
  insufficientResources,
  noDeviceForClaim,
  nodeSelectorMismatch,
  nodeStarting,
  noNodeToAdd,
  schedulingGated,
  sharedDeviceLimit,
  tooManyPods,
  unschedulable,
  untoleratedTaint,
  volumeElsewhere,
  volumeNotBound,
} from './scheduling';
import { mountFailed, volumeInUse } from './volumes';

export { explainMissing } from './secretMissing';

const refusedApplies: readonly Cause[] = [
  namespaceMissing,
  projectRequestRefused,
  projectRequestsNotServed,
  foreignObject,
  managerConflict,
  contended,
  forbidden,
  terminating,
  invalidObject,
  applyError,
  quotaExceeded,
  quotaDemandsLimits,
  outsideLimitRange,
  podSecurityViolation,
  deniedByPolicy,
  applyDenied,
];

/** A message names every flavour: what time heals goes before what needs a change. */
const kueueCauses: readonly Cause[] = [
  deactivatedInQueue,
  queueMissing,
  queueStopped,
  waitingForOthers,
  waitingForQueueQuota,
  exceedsQueueQuota,
  scatteredInTopology,
  noMatchingFlavor,
  waitingForAdmissionCheck,
  evictedFromQueue,
];

/** Causes of an asset that runs nothing. */
export const applyCauses: readonly Cause[] = [
  ...refusedApplies,
  clusterUnreachable,
];

/** Causes of a connection, which is a Secret. */
export const connectionCauses: readonly Cause[] = [
  ...applyCauses,
  secretMissing,
];

/**
 * Every cause, in the order in which they are checked: the way of a pod from
 * admission to readiness. The first one that applies is the explanation.
 */
export const causes: readonly Cause[] = [
  ...refusedApplies,
  createRefused,
  ...kueueCauses,
  schedulingGated,
  nodeStarting,
  noSuchAccelerator,
  canNeverFit,
  acceleratorsInUse,
  noDeviceForClaim,
  claimMissing,
  volumeNotBound,
  volumeElsewhere,
  untoleratedTaint,
  noNodeToAdd,
  insufficientResources,
  tooManyPods,
  nodeSelectorMismatch,
  unschedulable,
  sharedDeviceLimit,
  volumeInUse,
  mountFailed,
  imagePullFailed,
  containerSecretMissing,
  configError,
  outOfMemory,
  modelLoadFailed,
  gitCloneFailed,
  contextTooLong,
  notAnswering,
  crashLoop,
  noSupportingRuntime,
  addressNotReady,
  modelServerFailed,
  clusterUnreachable,
  controllerSilent,
];

/** What may still be wrong when nothing keeps it from running. */
export const settledCauses: readonly Cause[] = [profileNotApplied];
