import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { Progress } from './DeclarationApplier';
import { Failed } from './failure';
import { Loaded } from './records/reads';
import { Realisation } from './records/realisations';

/** How far the cluster was brought to a declaration, after what was done now. Pure. */
export function nextRealisation(
  { declaration, realisation: before }: Loaded,
  target: Target,
  { heldUpdate, withheld }: Progress,
  failed: Failed | undefined,
): Realisation {
  if (withheld) return before;
  const done = !failed && !heldUpdate;
  return {
    target: target.id,
    appliedRevision: done ? declaration.revision : before.appliedRevision,
    failure: failed?.failure,
    // What was agreed to is still agreed to when it has to be tried again.
    heldUpdate: failed ? before.heldUpdate : heldUpdate,
  };
}
