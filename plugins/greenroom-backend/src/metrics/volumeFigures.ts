import { Matchers, selector } from './promql';
import { Series } from './readAnswer';

/** As the kubelet names them. */
const USED = 'kubelet_volume_stats_used_bytes';
const CAPACITY = 'kubelet_volume_stats_capacity_bytes';

/** How full a volume is. */
export interface VolumeFigures {
  capacityBytes: number;
  usedBytes: number;
}

/** Figures by claim, see {@link claimKey}. */
export type ClaimFigures = ReadonlyMap<string, VolumeFigures>;

export const claimKey = (namespace: string, claim: string) =>
  `${namespace}/${claim}`;

/**
 * Asks for all claims of a cluster at once. Of one that several nodes mount,
 * each of them tells; where Prometheus does not honour the labels of what it
 * scrapes, the claim's namespace is in `exported_namespace`.
 */
export function volumeQuery(labels: Matchers): string {
  return `max by (__name__, namespace, exported_namespace, persistentvolumeclaim) (${selector(
    [USED, CAPACITY],
    labels,
  )})`;
}

/** Claims of which both figures are there: half of them tell nothing. */
export function readVolumes(all: readonly Series[]): ClaimFigures {
  const used = byClaim(all, USED);
  const capacity = byClaim(all, CAPACITY);
  return new Map(
    [...used].flatMap(([claim, usedBytes]) => {
      const capacityBytes = capacity.get(claim);
      return capacityBytes ? [[claim, { usedBytes, capacityBytes }]] : [];
    }),
  );
}

function byClaim(all: readonly Series[], metric: string): Map<string, number> {
  return new Map(
    all
      .filter(({ labels }) => labels.__name__ === metric)
      .flatMap(({ labels, samples }) => {
        const namespace = labels.exported_namespace ?? labels.namespace ?? '';
        const key = claimKey(namespace, labels.persistentvolumeclaim ?? '');
        return samples.map(({ value }) => [key, value] as const);
      }),
  );
}
