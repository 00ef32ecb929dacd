import {
  Impact,
  ManifestDifference,
} from '@greenroom/backstage-plugin-greenroom-node';
import { worst } from '../updates';

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
