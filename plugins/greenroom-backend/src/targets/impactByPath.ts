import {
  Impact,
  ManifestDifference,
} from '@greenroom/backstage-plugin-greenroom-node';
import { worst } from '../updates';

/** Kueue admits no other queue for what runs: applied to it, the change would be refused again and again. */
export const QUEUE_CHANGE: readonly [RegExp, Impact] = [
  /^metadata\.labels\['kueue\.x-k8s\.io\/queue-name'\]/,
  'stop',
];

/**
 * The worst that any of the changed fields does. The first pattern that fits the
 * path of a field counts; a field that none fits is taken to restart what runs.
 */
export function impactByPath(
  { changes }: ManifestDifference,
  rules: readonly (readonly [RegExp, Impact])[],
): Impact {
  return worst(
    changes.map(
      ({ path }) =>
        rules.find(([pattern]) => pattern.test(path))?.[1] ?? 'restart',
    ),
  );
}
