import {
  WorkbenchImage,
  workbenchImage,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  SeenImageStream,
  SeenImageTag,
} from '@greenroom/backstage-plugin-greenroom-node';
import { OfferingCluster, originOf } from './OfferingCluster';

/**
 * The workbench images that an ImageStream of a cluster offers. Those of which
 * name, version or reference could not be declared are left out. Pure.
 */
export function imagesOf(
  { metadata, title, description, tags }: SeenImageStream,
  cluster: OfferingCluster,
): WorkbenchImage[] {
  const { origin, ...place } = originOf(metadata, cluster);
  return tags.flatMap(tag => {
    const read = workbenchImage.safeParse({
      name: metadata.name,
      version: tag.name,
      title: title?.slice(0, 100),
      description: description?.slice(0, 2000),
      lifecycle: lifecycleOf(tag),
      ref: tag.ref,
      software: tag.software.map(each => each.slice(0, 100)),
      cluster: cluster.name,
    });
    return read.success
      ? [
          {
            ...read.data,
            ...place,
            origin: { ...origin, ...(tag.commit && { commit: tag.commit }) },
          },
        ]
      : [];
  });
}

function lifecycleOf({
  outdated,
  recommended,
}: SeenImageTag): WorkbenchImage['lifecycle'] {
  if (outdated) return 'deprecated';
  return recommended ? 'recommended' : 'supported';
}
