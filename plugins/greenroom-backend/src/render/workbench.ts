import { InputError } from '@backstage/errors';
import { Declaration } from '@greenroom/backstage-plugin-greenroom-common';
import { RenderContext } from '@greenroom/backstage-plugin-greenroom-node';
import { connectionVariables, pullSecrets } from './connectionUse';
import { environment } from './environment';
import { gitCloneContainer } from './gitClone';
import {
  hardwareRequest,
  requiredProfile,
  resources,
  scheduling,
} from './hardware';
import { commonContainer, httpProbe, restrictedPod, sharedMemory } from './pod';
import { configVariable, configVolume, NOTEBOOK_PORT } from './jupyterConfig';
import { claimVolume } from './storage';
import { tierParts } from './tier';
import { tokenVariables } from './token';

/** Path under which a workbench is served, as Kubeflow and Open Data Hub have it. */
export function notebookPath(namespace: string, name: string): string {
  return `/notebook/${namespace}/${name}`;
}

/** Pod of a workbench: the same for every target, so that moving between them changes nothing inside. */
export function workbenchPod(
  declaration: Declaration<'Workbench'>,
  { namespace, cluster, resolved }: RenderContext,
) {
  const { name, spec } = declaration;
  const profile = requiredProfile(spec.hardware, resolved);
  const request = hardwareRequest(spec.hardware, profile);
  const image = requiredImage(resolved);
  const storage = (spec.storage ?? []).map(each => claimVolume(name, each));
  const shm = sharedMemory(request.memory, spec.sharedMemory);
  const tier = tierParts(resolved);
  const clone = gitCloneContainer(
    spec,
    image,
    request,
    storage.map(({ mount }) => mount),
    tier,
  );
  const path = notebookPath(namespace, name);
  return {
    ...restrictedPod(cluster),
    ...pullSecrets(declaration, resolved),
    ...scheduling(profile),
    ...(clone && { initContainers: [clone] }),
    containers: [
      {
        // Kubeflow reports the state of the container that bears the Notebook's name.
        name,
        image,
        ...(spec.storage?.length && { workingDir: spec.storage[0].mountPath }),
        env: [
          ...environment(
            [
              { name: 'NB_PREFIX', value: path },
              { name: 'NOTEBOOK_ARGS', value: jupyterArguments(path) },
              configVariable,
              { name: 'JUPYTER_IMAGE', value: image },
              ...tokenVariables(name, resolved),
            ],
            spec.env,
            tier.variables,
          ),
          ...connectionVariables(declaration, resolved),
        ],
        ports: [
          {
            name: 'notebook-port',
            containerPort: NOTEBOOK_PORT,
            protocol: 'TCP',
          },
        ],
        resources: resources(request),
        startupProbe: httpProbe(`${path}/api`, 'notebook-port', {
          period: 5,
          failures: 60,
        }),
        readinessProbe: httpProbe(`${path}/api`, 'notebook-port', {
          period: 5,
          failures: 3,
        }),
        livenessProbe: httpProbe(`${path}/api`, 'notebook-port', {
          period: 10,
          failures: 6,
        }),
        ...commonContainer,
        volumeMounts: [
          ...storage.map(({ mount }) => mount),
          shm.mount,
          configVolume.mount,
          ...tier.mounts,
        ],
      },
    ],
    volumes: [
      ...storage.map(({ volume }) => volume),
      shm.volume,
      configVolume.volume,
      ...tier.volumes,
    ],
  };
}

/**
 * Jupyter asks for a token: ours, or in older revisions one of its own that is
 * in its log. Without a proxy in front, whoever reaches the Service would
 * otherwise run code in the project.
 */
function jupyterArguments(path: string): string {
  return [
    `--ServerApp.port=${NOTEBOOK_PORT}`,
    `--ServerApp.base_url=${path}`,
    '--ServerApp.quit_button=False',
  ].join('\n');
}

function requiredImage({ image }: RenderContext['resolved']): string {
  if (!image) {
    throw new InputError(
      'spec.image is not resolved: declare it again with an image of the standards',
    );
  }
  return image.ref;
}
