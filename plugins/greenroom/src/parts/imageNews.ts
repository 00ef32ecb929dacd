import {
  Asset,
  WorkbenchImage,
} from '@greenroom/backstage-plugin-greenroom-common';
import { offered } from '../fields/offered';

/** What has become of the image of a workbench since it was declared. */
export interface ImageNews {
  /** In the middle of a sentence, when the version should not be used any more. */
  problem?: string;
  /** The version to go to. */
  upgrade?: WorkbenchImage;
}

/** Compares the image of a revision with what the platform offers now. An image by reference has no news. */
export function imageNews(
  { resolved }: Asset<'Workbench'>,
  images: readonly WorkbenchImage[] = [],
): ImageNews {
  const { name, version } = resolved.image ?? {};
  const all = images.filter(image => image.name === name);
  if (version === undefined || !all.length) return {};
  const now = all.find(image => image.version === version);
  const problem = problemOf(now);
  const best = offered(all).find(
    image => problem || isNewer(image.version, version),
  );
  return {
    problem,
    upgrade: best?.version === version ? undefined : best,
  };
}

function problemOf(image: WorkbenchImage | undefined): string | undefined {
  if (!image) return 'no longer offered';
  return image.lifecycle === 'deprecated' || image.lifecycle === 'blocked'
    ? image.lifecycle
    : undefined;
}

function isNewer(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) > 0;
}
