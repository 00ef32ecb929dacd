import {
  Standards,
  WorkbenchImage,
  workbenchImage,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  SeenImageStream,
  SeenImageTag,
} from '@greenroom/backstage-plugin-greenroom-node';

/**
 * The workbench images that a cluster offers by its ImageStreams. Those of
 * which name, version or reference could not be declared are left out. Pure.
 */
export function imagesOf(
  cluster: string,
  streams: Iterable<SeenImageStream>,
): WorkbenchImage[] {
  return [...streams].flatMap(
    ({ metadata: { name }, title, description, tags }) =>
      tags.flatMap(tag => {
        const read = workbenchImage.safeParse({
          name,
          version: tag.name,
          title: title?.slice(0, 100),
          description: description?.slice(0, 2000),
          lifecycle: lifecycleOf(tag),
          ref: tag.ref,
          software: tag.software.map(each => each.slice(0, 100)),
          cluster,
        });
        return read.success ? [read.data] : [];
      }),
  );
}

function lifecycleOf({
  outdated,
  recommended,
}: SeenImageTag): WorkbenchImage['lifecycle'] {
  if (outdated) return 'deprecated';
  return recommended ? 'recommended' : 'supported';
}

/** All that is offered: what is configured goes before what a cluster has under the same name. */
export function withImages(
  standards: Standards,
  images: readonly WorkbenchImage[],
): Standards {
  const configured = new Set(standards.workbenchImages.map(keyOf));
  return {
    ...standards,
    workbenchImages: [
      ...standards.workbenchImages,
      ...images.filter(image => !configured.has(keyOf(image))),
    ],
  };
}

/** Those of the standards that may be used on a cluster. */
export function offeredOn(standards: Standards, cluster: string): Standards {
  return {
    ...standards,
    workbenchImages: standards.workbenchImages.filter(
      image => image.cluster === undefined || image.cluster === cluster,
    ),
  };
}

function keyOf({ name, version }: WorkbenchImage): string {
  return `${name}@${version}`;
}
