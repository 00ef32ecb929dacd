import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';
import { Manifest } from '@greenroom/backstage-plugin-greenroom-node';
import { Variable } from './environment';
import { assetLabels } from './labels';
import { owned } from './manifest';

/** The ConfigMap, and the volume with it. */
const NAME = 'greenroom-jupyter';
const FILE = 'jupyter_server_config.py';
const DIRECTORY = '/etc/greenroom/jupyter';

/** Where Jupyter listens. */
export const NOTEBOOK_PORT = 8888;

/**
 * What every Jupyter server reads, whatever starts it: images differ in which
 * variables their command passes on, and many pass on none. Of what the command
 * line says too, that counts, but for the token: images made for a proxy in
 * front switch it off there, and without that proxy whoever reaches the Service
 * would run code in the project. So the token is no option of its provider.
 */
export const JUPYTER_CONFIG = `import os

from traitlets import Unicode

c = get_config()
c.ServerApp.ip = ""
c.ServerApp.port = ${NOTEBOOK_PORT}
c.ServerApp.base_url = os.environ["NB_PREFIX"]
c.ServerApp.open_browser = False

if os.environ.get("JUPYTER_TOKEN"):
    try:
        from jupyter_server.auth.identity import PasswordIdentityProvider
    except ImportError:  # before Jupyter Server 2
        c.ServerApp.token = os.environ["JUPYTER_TOKEN"]
    else:

        class EnvironmentToken(PasswordIdentityProvider):
            token = Unicode(os.environ["JUPYTER_TOKEN"])

        c.ServerApp.identity_provider_class = EnvironmentToken
`;

/** Jupyter looks there first. */
export const configVariable: Variable = {
  name: 'JUPYTER_CONFIG_PATH',
  value: DIRECTORY,
};

/** The ConfigMap of a project that all its workbenches mount. */
export function jupyterConfig(
  project: Declaration<'Project'>,
  namespace: string,
): Manifest {
  return owned({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: NAME, namespace, labels: assetLabels(project) },
    data: { [FILE]: JUPYTER_CONFIG },
  });
}

/** The volume with it, and its mount: that one file, whatever else somebody puts beside it. */
export const configVolume = {
  volume: {
    name: NAME,
    configMap: { name: NAME, items: [{ key: FILE, path: FILE }] },
  },
  mount: { name: NAME, mountPath: DIRECTORY, readOnly: true },
};
