import { MODEL_DIRECTORY } from './modelServer';

/** How a server without KServe gets at a model: what its runtime is told, and a claim to mount. */
export interface ModelSource {
  path: string;
  claim?: string;
}

/**
 * Nobody downloads for a plain Deployment, so the runtime does it itself:
 * `hf://org/model` becomes the repository's name, which vLLM and others take
 * where they take a path; `pvc://claim/folder` is mounted; any other address
 * is handed on as it is, since runtimes differ in the schemes that they know.
 */
export function modelSource(uri: string): ModelSource {
  const [, scheme, rest] = /^([a-z0-9]+):\/\/(.*?)\/?$/.exec(uri) ?? [];
  if (scheme === 'hf') return { path: rest };
  if (scheme === 'pvc') {
    const [claim, ...folders] = rest.split('/');
    return { path: [MODEL_DIRECTORY, ...folders].join('/'), claim };
  }
  return { path: uri };
}
