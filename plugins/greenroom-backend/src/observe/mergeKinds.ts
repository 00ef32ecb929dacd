import { ObservedKind } from '@greenroom/backstage-plugin-greenroom-node';

/**
 * One entry per kind, with the labels and controllers that anybody selects by. The projection
 * of the first counts: targets share the constants of core kinds.
 *
 * @throws Error when two targets restrict the same kind differently, since one watch serves both
 */
export function mergeKinds(kinds: readonly ObservedKind[]): ObservedKind[] {
  const merged = new Map<string, ObservedKind>();
  for (const kind of kinds) {
    const key = `${kind.apiVersion}/${kind.kind}`;
    const known = merged.get(key);
    if (known && known.fieldSelector !== kind.fieldSelector) {
      throw new Error(
        `Targets observe ${key} with different field selectors ('${
          known.fieldSelector ?? ''
        }' and '${
          kind.fieldSelector ?? ''
        }'); one watch serves all, so use the same`,
      );
    }
    merged.set(key, {
      ...(known ?? kind),
      labels: union(known?.labels, kind.labels),
      controllers: union(known?.controllers, kind.controllers),
    });
  }
  return [...merged.values()];
}

function union(
  one: readonly string[] = [],
  other: readonly string[] = [],
): string[] {
  return [...new Set([...one, ...other])];
}
