import {
  Manifest,
  ManifestSet,
} from '@greenroom/backstage-plugin-greenroom-node';
import { hash } from './hash';
import { InventoryRow, isAbout } from './InventoryRow';

/**
 * What the watches say of an object in the inventory. `unknown`: its kind is
 * not watched, or the watch is lost; then the inventory is believed.
 */
export type Presence = 'present' | 'drifted' | 'absent' | 'unknown';

/** What to do about one rendered object. */
export interface Step {
  /**
   * `create`: not there yet, or not completely. `update`: what is rendered has
   * changed, or a label is missing. `verify`: should be there unchanged, but
   * the watch does not show it. `skip`: nothing.
   */
  type: 'create' | 'update' | 'verify' | 'skip';
  manifest: Manifest;
  hash: string;
  position: number;
  row?: InventoryRow;
}

export interface Plan {
  /** In apply order. */
  steps: Step[];
  /** Ours, but no longer rendered; in deletion order. What is to be retained is not among them. */
  prune: InventoryRow[];
}

/**
 * Compares what is rendered with what was applied. Pure.
 *
 * @throws Error when nothing is rendered: that is a mistake of the renderer, and no reason to prune everything
 */
export function plan(
  rendered: ManifestSet,
  rows: readonly InventoryRow[],
  presence: (row: InventoryRow, manifest: Manifest) => Presence,
): Plan {
  if (!rendered.length) {
    throw new Error('The target rendered no objects, so nothing was changed');
  }
  const steps = rendered.map((manifest, position): Step => {
    const row = rows.find(known => isAbout(known, manifest.object));
    const wanted = hash(manifest);
    return {
      type: stepType(wanted, row, row && presence(row, manifest)),
      manifest,
      hash: wanted,
      position,
      row,
    };
  });
  const prune = rows
    .filter(row => row.onDelete !== 'retain')
    .filter(row => !rendered.some(({ object }) => isAbout(row, object)))
    .sort((a, b) => b.position - a.position);
  return { steps, prune };
}

function stepType(
  wanted: string,
  row: InventoryRow | undefined,
  presence: Presence | undefined,
): Step['type'] {
  if (!row?.uid || !row.appliedHash) return 'create';
  if (row.appliedHash !== wanted || presence === 'drifted') return 'update';
  return presence === 'absent' ? 'verify' : 'skip';
}
