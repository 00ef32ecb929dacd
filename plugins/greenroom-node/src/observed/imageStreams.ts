import { KubernetesObject } from './kubernetes';
import { ObservedKind, Seen } from './Observations';
import { bounded, seenMetadata } from './core/meta';

/** One version of an image. */
export interface SeenImageTag {
  name: string;
  /** By its digest where the cluster has resolved it. */
  ref: string;
  recommended: boolean;
  outdated: boolean;
  /** e.g. `PyTorch 2.7` */
  software: readonly string[];
  /** That it was built from. */
  commit?: string;
}

/** A workbench image as OpenShift and Open Data Hub offer it. */
export interface SeenImageStream extends Seen {
  kind: 'ImageStream';
  title?: string;
  description?: string;
  tags: readonly SeenImageTag[];
}

interface ImageStream extends KubernetesObject {
  spec?: {
    tags?: {
      name: string;
      annotations?: Record<string, string>;
      from?: { kind?: string; name?: string };
    }[];
  };
  status?: {
    tags?: {
      tag: string;
      items?: { dockerImageReference?: string }[] | null;
    }[];
  };
}

const ODH = 'opendatahub.io';

/** ImageStreams that Open Data Hub offers for workbenches; the others of a cluster are not kept. */
export const imageStreams: ObservedKind<SeenImageStream> = {
  apiVersion: 'image.openshift.io/v1',
  kind: 'ImageStream',
  project: object => {
    const { metadata, spec, status } = object as ImageStream;
    if (metadata.labels?.[`${ODH}/notebook-image`] !== 'true') return undefined;
    return {
      kind: 'ImageStream',
      metadata: seenMetadata(object),
      title: bounded(metadata.annotations?.[`${ODH}/notebook-image-name`]),
      description: bounded(
        metadata.annotations?.[`${ODH}/notebook-image-desc`],
      ),
      tags: (spec?.tags ?? []).flatMap(({ name, annotations = {}, from }) => {
        const resolved = status?.tags?.find(({ tag }) => tag === name);
        const ref =
          resolved?.items?.[0]?.dockerImageReference ??
          (from?.kind === 'DockerImage' ? from.name : undefined);
        return ref
          ? [
              {
                name,
                ref,
                recommended:
                  annotations[`${ODH}/workbench-image-recommended`] === 'true',
                outdated: annotations[`${ODH}/image-tag-outdated`] === 'true',
                software: softwareOf(annotations[`${ODH}/notebook-software`]),
                commit: bounded(annotations[`${ODH}/notebook-build-commit`]),
              },
            ]
          : [];
      }),
    };
  },
};

/** A list of `{ name, version }` as JSON, that people write by hand. */
function softwareOf(json = '[]'): string[] {
  try {
    const listed: unknown = JSON.parse(json);
    return Array.isArray(listed)
      ? listed
          .filter(each => typeof each?.name === 'string')
          .map(({ name, version = '' }) => `${name} ${version}`.trim())
      : [];
  } catch {
    return [];
  }
}
