import {
  Manifest,
  ManifestSet,
} from '@greenroom/backstage-plugin-greenroom-node';
import { hash } from './hash';
import { InventoryRow, isAbout } from './records/InventoryRow';

/**
 * What the watches say of an object in the inventory. `drifted`: somebody
 * changed a field that we had set. `unknown`: its kind is not watched, the
 * watch is lost, or it has not told of our own last write yet; then the
 * inventory is believed.
 */
export type Presence = 'present' | 'drifted' | 'absent' | 'unknown';

/** What to do about one rendered object. */
export interface Step {
  /**
   * `create`: not there yet, or not completely. `update`: what is rendered has
   * changed. `correct`: somebody changed what we had set. `verify`: should be
   * there unchanged, but the watch does not show it. `skip`: nothing.
   */
  type: 'create' | 'update' | 'correct' | 'verify' | 'skip';
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
  presence: (row: InventoryRow) => Presence,
): Plan {
  if (!rendered.length) {
    throw new Error('The target rendered no objects, so nothing was changed');
  }
  const steps = rendered.map((manifest, position): Step => {
    const row = rows.find(known => isAbout(known, manifest.object));
    const wanted = hash(manifest);
    return {
      type: stepType(wanted, row, presence),
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
  presence: (row: InventoryRow) => Presence,
): Step['type'] {
  if (!row?.uid) return 'create';
  // Imported: what was applied is not known.
  if (!row.appliedHash) return 'correct';
  const seen = presence(row);
  if (seen === 'absent') return 'verify';
  if (row.appliedHash !== wanted) return 'update';
  return seen === 'drifted' ? 'correct' : 'skip';
}
