import { z } from 'zod';
import { objectName, standardName } from '../kinds/names';
import { cpuQuantity, memoryQuantity, parseQuantity } from '../kinds/quantity';
import { entry, extendedResource } from './entry';

const quantity = z
  .string()
  .refine(
    text => parseQuantity(text) !== undefined,
    'is not a Kubernetes quantity such as "8" or "64Gi"',
  );

const sizes = z.strictObject({
  cpu: cpuQuantity.optional(),
  memory: memoryQuantity.optional(),
});

/** Bounds from the smallest to the largest: each must not be above the next. */
const BOUNDS = ['min', 'defaultRequest', 'default', 'max'] as const;

/** LimitRange of containers. */
const limits = z
  .strictObject({
    /** The least and the most that one container may have. */
    min: sizes.optional(),
    max: sizes.optional(),
    /** Limits of a container that names none, and what it then requests. */
    default: sizes.optional(),
    defaultRequest: sizes.optional(),
  })
  .superRefine((bounds, context) => {
    for (const resource of ['cpu', 'memory'] as const) {
      const set = BOUNDS.filter(bound => bounds[bound]?.[resource]);
      set.forEach((bound, index) => {
        const below = set[index - 1];
        if (!below) return;
        const least = bounds[below]![resource]!;
        if (parseQuantity(bounds[bound]![resource]!)! < parseQuantity(least)!) {
          context.addIssue({
            code: 'custom',
            path: [bound, resource],
            message: `must not be below ${below}, which is ${least}`,
          });
        }
      });
    }
  });

/** Where it is, without the password: it ends in the environment of every pod. */
const address = z
  .string()
  .max(1000)
  .superRefine((text, context) => {
    const problem = addressProblem(text);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

function addressProblem(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'must be an address such as "https://mirror.example.org"';
  }
  if (!/^https?:$/.test(url.protocol)) return 'must begin with http(s)://';
  return url.username || url.password
    ? 'must not hold a user or password: every pod would show it'
    : undefined;
}

/** What a project may use, and what its workloads are given. */
export const projectTier = z.strictObject({
  ...entry,
  /** ResourceQuota `hard`, e.g. `requests.nvidia.com/gpu: "8"`. */
  quota: z.record(z.string(), quantity).default({}),
  limits: limits.optional(),
  /** The hardware profile that forms begin with. */
  defaultProfile: standardName.optional(),
  /** Extended resources that workloads may ask for; all when absent, none when empty. */
  accelerators: z.array(extendedResource).optional(),
  /** Who pays. */
  costCentre: z.string().min(1).max(100).optional(),
  /** How long a project is meant to live. It is shown; nothing is deleted. */
  ttl: z
    .string()
    .regex(/^[1-9][0-9]{0,4}[hd]$/, 'must be hours or days, such as "90d"')
    .optional(),
  /** Secrets of the namespace with which images are pulled. */
  pullSecrets: z.array(objectName).max(10).optional(),
  /** ConfigMap of the namespace with the company's certificate authorities. */
  caBundle: z
    .strictObject({
      configMap: objectName,
      key: z
        .string()
        .max(253)
        .regex(/^[-._A-Za-z0-9]+$/, 'must be a key of a ConfigMap')
        .default('ca-bundle.crt'),
    })
    .optional(),
  proxy: z
    .strictObject({
      http: address.optional(),
      https: address.optional(),
      /** Hosts and domains that are reached directly, besides those of the cluster. */
      noProxy: z
        .array(z.string().regex(/^[^\s,]+$/, 'must be one host or domain'))
        .max(100)
        .optional(),
    })
    .optional(),
  /** Where packages and models come from instead of their usual places. */
  mirrors: z
    .strictObject({
      pip: address.optional(),
      conda: address.optional(),
      npm: address.optional(),
      huggingFace: address.optional(),
    })
    .optional(),
  /** ClusterRoles that members get instead of the shipped ones; `admin` has none of its own. */
  roles: z
    .strictObject({
      viewer: objectName.optional(),
      member: objectName.optional(),
      admin: objectName.optional(),
    })
    .optional(),
  /** Kueue's ClusterQueue in which workloads wait, where the cluster has Kueue. */
  clusterQueue: objectName.optional(),
});
export type ProjectTier = z.infer<typeof projectTier>;
