import { z } from 'zod';
import { ConnectionType } from '../kinds/connectionTypes';
import { objectName } from '../kinds/names';
import { cpuQuantity, memoryQuantity } from '../kinds/quantity';
import { entry, extendedResource } from './entry';
import { ProjectTier, projectTier } from './projectTier';

const bounded = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    default: value,
    min: value.optional(),
    max: value.optional(),
  });

/** As Kubernetes has it. */
const toleration = z.strictObject({
  key: z.string().optional(),
  operator: z.enum(['Exists', 'Equal', 'Gt', 'Lt']).optional(),
  value: z.string().optional(),
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional(),
  tolerationSeconds: z.number().int().optional(),
});

/** The only cluster that an entry is offered on. */
const cluster = z.string().min(1).max(100).optional();

/** The value of a label, which names one of Kueue's objects. */
const queueName = objectName.max(63, 'must have at most 63 characters');

/** The most devices that one pod may ask for. */
export const MOST_ACCELERATORS = 64;

/** What only a cluster says of an entry that it offers itself: app-config refuses it. */
interface OwnEntry<Origin> {
  /** The only namespace whose project it is offered to. */
  namespace?: string;
  /** The object that it was read from. */
  origin?: Origin;
}

/** A HardwareProfile of Open Data Hub, as what was made with it refers to it. */
export interface ProfileOrigin {
  namespace: string;
  resourceVersion: string;
}

/** An ImageStream of Open Data Hub likewise. */
export interface ImageOrigin {
  namespace: string;
  /** Commit that the image was built from: the dashboard tells by it whether it is still the newest. */
  commit?: string;
}

const usedFor = z.enum(['Workbench', 'ModelServer']);

/** A named size with its accelerator, like an Open Data Hub HardwareProfile. */
export const hardwareProfile = z.strictObject({
  ...entry,
  for: z.array(usedFor).optional(),
  cpu: bounded(cpuQuantity),
  memory: bounded(memoryQuantity),
  accelerator: z
    .strictObject({
      /** Extended resource, e.g. `nvidia.com/gpu`. */
      resource: extendedResource,
      /** What people call it, e.g. `NVIDIA A100 80GB`. */
      product: z.string().max(100),
      count: bounded(z.number().int().min(0).max(MOST_ACCELERATORS)),
    })
    .optional(),
  nodeSelector: z.record(z.string(), z.string()).optional(),
  tolerations: z.array(toleration).optional(),
  /** Kueue's LocalQueue of the project's namespace in which it waits; the namespace's default when absent. */
  queue: z
    .strictObject({
      name: queueName,
      /** A WorkloadPriorityClass. */
      priorityClass: queueName.optional(),
    })
    .optional(),
  cluster,
});
export type HardwareProfile = z.infer<typeof hardwareProfile> &
  OwnEntry<ProfileOrigin>;

/** A prebuilt workbench image; one entry per version. */
export const workbenchImage = z.strictObject({
  ...entry,
  /** Image reference; with a digest, so that its content never moves. */
  ref: z.string().min(1).max(512),
  software: z.array(z.string().max(100)).optional(),
  cluster,
});
export type WorkbenchImage = z.infer<typeof workbenchImage> &
  OwnEntry<ImageOrigin>;

/** A serving runtime; one entry per version. */
export const servingRuntime = z.strictObject({
  ...entry,
  image: z.string().min(1).max(512),
  /**
   * Image that brings a model's files: called with the model's address and a
   * folder, as KServe's storage initializer is.
   */
  downloader: z
    .string()
    .min(1)
    .max(512)
    .default('docker.io/kserve/storage-initializer:v0.15.2'),
  modelFormats: z.array(z.string().min(1).max(63)).min(1),
  /** What its endpoint speaks. */
  protocol: z.enum(['openai', 'v2']),
  port: z.number().int().min(1).max(65535).default(8080),
  /** Arguments; `{{model.name}}` and `{{model.path}}` are replaced. */
  args: z.array(z.string().max(500)).default([]),
  /** Path of the readiness probe. */
  readyPath: z.string().startsWith('/').default('/health'),
});
export type ServingRuntime = z.infer<typeof servingRuntime>;

/** What the platform team offers. */
export const standards = z.strictObject({
  hardwareProfiles: z.array(hardwareProfile).default([]),
  workbenchImages: z.array(workbenchImage).default([]),
  servingRuntimes: z.array(servingRuntime).default([]),
  projectTiers: z.array(projectTier).default([]),
  policy: z
    .strictObject({
      /** Registries from which images may come by reference; none when empty. */
      imageRegistries: z.array(z.string().min(1)).default([]),
      /** Images by reference must carry a digest. */
      requireDigest: z.boolean().default(false),
    })
    .default({ imageRegistries: [], requireDigest: false }),
});
/** With what clusters offer themselves, where that is asked for too. */
export type Standards = z.infer<typeof standards> & {
  hardwareProfiles: HardwareProfile[];
  workbenchImages: WorkbenchImage[];
};
export type StandardType = Exclude<keyof Standards, 'policy'>;
export const STANDARD_TYPES: readonly StandardType[] = [
  'hardwareProfiles',
  'workbenchImages',
  'servingRuntimes',
  'projectTiers',
];

/** What a connection by name was when a revision that uses it was declared. Neither can change. */
export interface ResolvedConnection {
  name: string;
  type: ConnectionType;
  /** Name of the Secret with its credentials. */
  secret: string;
  /** The Secret is Greenroom's or made for it, not one that was only referred to. */
  own: boolean;
}

/** The standards that a declaration was resolved to, recorded with its revision. */
export interface ResolvedStandards {
  profile?: HardwareProfile;
  /** Image reference, with the standard it came from. */
  image?: {
    ref: string;
    name?: string;
    version?: string;
    title?: string;
    origin?: ImageOrigin;
  };
  runtime?: ServingRuntime;
  tier?: ProjectTier;
  /** The existing namespace that the project took. */
  namespace?: string;
  /**
   * How a workbench lets people in: by a token that Greenroom makes. Absent in
   * revisions of before there was one: they go on as they are.
   */
  authentication?: 'token';
  connections?: ResolvedConnection[];
}

/** Where the objects of a project and of its assets are. */
export function namespaceOf({
  project,
  resolved,
}: {
  project: string;
  resolved: ResolvedStandards;
}): string {
  return resolved.namespace ?? project;
}
