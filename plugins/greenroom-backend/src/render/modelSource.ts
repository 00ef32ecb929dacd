import { ServingRuntime } from '@greenroom/backstage-plugin-greenroom-common';
import { commonContainer } from './pod';
import { TierParts, tierParts } from './tier';

/** Where the model's files are mounted, as KServe has it. */
export const MODEL_DIRECTORY = '/mnt/models';
/**
 * Name of the init container that downloads. It is KServe's: KServe's webhook
 * adds one of its own only where none bears this name, and its own is refused
 * in namespaces of Pod Security `restricted`.
 */
export const DOWNLOAD_CONTAINER = 'storage-initializer';

/** Schemes that the download container fetches. */
const DOWNLOADED = new Set(['hf', 's3', 'gs', 'https']);

/** How a server gets at its model: what its runtime is told, and what its pod needs for that. */
export interface ModelSource {
  path: string;
  initContainers: object[];
  volumes: object[];
  mounts: object[];
}

/**
 * Addresses of files are downloaded before the server starts; `pvc://claim/folder`
 * is mounted; any other is handed on as it is, for runtimes that know it. What
 * the tier sets concerns the container that downloads as well.
 */
export function modelSource(
  uri: string,
  runtime: ServingRuntime,
  tier: TierParts = tierParts({}),
): ModelSource {
  const [, scheme, rest] = /^([a-z0-9]+):\/\/(.*?)\/?$/.exec(uri) ?? [];
  if (DOWNLOADED.has(scheme)) return downloaded(uri, runtime, tier);
  if (scheme === 'pvc') {
    const [claim, ...folders] = rest.split('/');
    return mounted(claim, [MODEL_DIRECTORY, ...folders].join('/'));
  }
  return { path: uri, initContainers: [], volumes: [], mounts: [] };
}

function downloaded(
  uri: string,
  runtime: ServingRuntime,
  { variables, mounts }: TierParts,
): ModelSource {
  const mount = { name: 'model', mountPath: MODEL_DIRECTORY };
  return {
    path: MODEL_DIRECTORY,
    initContainers: [
      {
        name: DOWNLOAD_CONTAINER,
        image: runtime.downloader,
        args: [uri, MODEL_DIRECTORY],
        ...(variables.length > 0 && { env: variables }),
        resources: {
          requests: { cpu: '100m', memory: '256Mi' },
          limits: { cpu: '1', memory: '2Gi' },
        },
        ...commonContainer,
        volumeMounts: [mount, ...mounts],
      },
    ],
    volumes: [{ name: 'model', emptyDir: {} }],
    mounts: [{ ...mount, readOnly: true }],
  };
}

function mounted(claimName: string, path: string): ModelSource {
  return {
    path,
    initContainers: [],
    volumes: [
      {
        name: 'model',
        persistentVolumeClaim: { claimName, readOnly: true },
      },
    ],
    mounts: [{ name: 'model', mountPath: MODEL_DIRECTORY, readOnly: true }],
  };
}
