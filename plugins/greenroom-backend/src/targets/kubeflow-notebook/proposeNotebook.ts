import { InputError } from '@backstage/errors';
import {
  parseQuantity,
  Standards,
  WorkbenchSpec,
  WorkbenchStorage,
  workbenchStorage,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  describeObject,
  KubernetesObject,
  Proposal,
} from '@greenroom/backstage-plugin-greenroom-node';
import { ANNOTATION_DISPLAY_NAME } from '../../render/labels';
import { hardwareIssues } from '../../standards/hardwareIssues';

interface Container {
  name: string;
  image?: string;
  resources?: {
    requests?: Record<string, string | number>;
    limits?: Record<string, string | number>;
  };
  volumeMounts?: { name: string; mountPath: string; subPath?: string }[];
  env?: { name: string }[];
  envFrom?: unknown[];
}

interface PodSpec {
  containers?: Container[];
  volumes?: { name: string; persistentVolumeClaim?: { claimName: string } }[];
}

const PROFILE = 'opendatahub.io/hardware-profile-name';

/** What Greenroom writes itself, so that nobody need be told of it. */
const OWN_VARIABLES = new Set([
  'NB_PREFIX',
  'NOTEBOOK_ARGS',
  'JUPYTER_CONFIG_PATH',
  'JUPYTER_IMAGE',
  'JUPYTER_TOKEN',
]);

/**
 * How a Notebook that others made would be declared: its image, its sizes and
 * its claims. Pure.
 *
 * @throws InputError when its main container has another name than the
 * Notebook: ours would be a second one
 */
export function proposeNotebook(
  notebook: KubernetesObject,
  standards: Standards,
): Proposal<'Workbench'> {
  const { name, annotations = {} } = notebook.metadata;
  const title = annotations[ANNOTATION_DISPLAY_NAME];
  const pod = podOf(notebook);
  const main = pod.containers?.find(container => container.name === name);
  if (!main?.image) {
    throw new InputError(
      `${describeObject(
        notebook,
      )} has no container of its own name with an image, as Open Data Hub and Kubeflow make them; Greenroom would add a second one. Create a workbench beside it, and mount its volumes there.`,
    );
  }
  const { storage, notes } = claimsOf(pod, main);
  return {
    spec: {
      ...(title && { title }),
      image: imageOf(main.image, standards),
      hardware: hardwareOf(main, annotations[PROFILE], standards),
      ...(storage.length && { storage }),
    },
    notes: [...notes, ...othersOf(pod, main)],
  };
}

function podOf({ spec }: KubernetesObject): PodSpec {
  const { template } = (spec ?? {}) as { template?: { spec?: PodSpec } };
  return template?.spec ?? {};
}

/** The standard with that very image, else the image itself. */
function imageOf(
  ref: string,
  { workbenchImages }: Standards,
): WorkbenchSpec['image'] {
  const standard = workbenchImages.findLast(
    image => image.ref === ref && image.lifecycle !== 'blocked',
  );
  if (standard) return { name: standard.name, version: standard.version };
  return { ref };
}

/** The profile that it names, else the first that admits what it asks for, else the first with its accelerator. */
function hardwareOf(
  { resources = {} }: Container,
  named: string | undefined,
  { hardwareProfiles }: Standards,
): WorkbenchSpec['hardware'] {
  const asked = { ...resources.limits, ...resources.requests };
  const device = Object.keys(asked).find(
    key => key.includes('/') && Number(asked[key]) > 0,
  );
  const choices = hardwareProfiles
    .filter(
      ({ accelerator, for: kinds, lifecycle }) =>
        lifecycle !== 'blocked' &&
        (kinds?.includes('Workbench') ?? true) &&
        accelerator?.resource === device,
    )
    .map(profile => {
      const choice = {
        profile: profile.name,
        ...(device && { count: Number(asked[device]) }),
        ...size('cpu', asked.cpu, profile.cpu.default),
        ...size('memory', asked.memory, profile.memory.default),
      };
      return { choice, issues: hardwareIssues(choice, profile).length };
    });
  const admitting = choices.filter(({ issues }) => issues === 0);
  const best =
    admitting.find(({ choice }) => choice.profile === named) ??
    admitting[0] ??
    choices[0];
  if (!best) {
    throw new InputError(
      `No hardware profile for workbenches offers ${
        device ?? 'sizes without an accelerator'
      }; ask the platform team for one`,
    );
  }
  return best.choice;
}

/** Said only when it is not what the profile gives anyway. */
function size<F extends 'cpu' | 'memory'>(
  field: F,
  value: string | number | undefined,
  usual: string | number,
): Partial<Record<F, string>> {
  if (value === undefined || parseQuantity(value) === parseQuantity(usual)) {
    return {};
  }
  return { [field]: String(value) } as Record<F, string>;
}

/** Its claims, as volumes that exist already: they are mounted, never changed. */
function claimsOf(pod: PodSpec, { volumeMounts = [] }: Container) {
  const storage: WorkbenchStorage[] = [];
  const notes: string[] = [];
  for (const { name, mountPath, subPath } of volumeMounts) {
    const volume = pod.volumes?.find(each => each.name === name);
    const claim = volume?.persistentVolumeClaim?.claimName;
    if (claim === undefined) continue;
    const proposed = workbenchStorage.safeParse({
      name: claim,
      existing: claim,
      mountPath: mountPath.replace(/(?<=.)\/$/, ''),
    });
    if (proposed.success && !subPath) storage.push(proposed.data);
    else notes.push(`Claim ${claim} stays mounted at ${mountPath}.`);
  }
  return { storage, notes };
}

/** What no declaration says and Greenroom leaves as it is. */
function othersOf({ containers = [] }: PodSpec, main: Container): string[] {
  const beside = containers.filter(({ name }) => name !== main.name);
  const variables = (main.env ?? []).filter(
    ({ name }) => !OWN_VARIABLES.has(name),
  );
  return [
    ...beside.map(({ name }) => `Container ${name} stays beside it.`),
    ...(variables.length
      ? [
          `Environment variables stay: ${variables
            .map(({ name }) => name)
            .join(', ')}.`,
        ]
      : []),
    ...(main.envFrom?.length
      ? ['Environment from Secrets and ConfigMaps stays.']
      : []),
  ];
}
