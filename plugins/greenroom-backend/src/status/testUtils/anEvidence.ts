import {
  aStatusContext,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { causes } from '../causes';
import { diagnose } from '../Cause';
import { Evidence } from '../Evidence';

/** Evidence about Notebook `fraud/explore`, of which nothing is seen yet. */
export function anEvidence(overrides: Partial<Evidence> = {}): Evidence {
  const asset = aWorkbench();
  return {
    asset,
    root: 'Notebook fraud/explore',
    hardware: asset.spec.hardware,
    context: aStatusContext(),
    pods: [],
    claims: [],
    events: [],
    refusals: [],
    queued: [],
    ...overrides,
  };
}

/** The explanation by the whole list of causes, so that their order is tested too. */
export function explained(overrides: Partial<Evidence>) {
  return diagnose(causes, anEvidence(overrides))?.explanation;
}
