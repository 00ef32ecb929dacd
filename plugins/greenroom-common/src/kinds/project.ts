import { z } from 'zod';
import {
  description,
  namespaceName,
  ownerRef,
  standardName,
  title,
} from './names';
import { uniqueBy } from './parts';

/** From the least to the most that somebody may do in the namespace of a project. */
export const MEMBER_ROLES = ['viewer', 'member', 'admin'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** A team's room on a cluster: a namespace with its tier's quota. */
export const projectSpec = z.strictObject({
  title: title.optional(),
  description: description.optional(),
  owner: ownerRef,
  /** A cluster of app-config `kubernetes.clusterLocatorMethods`; the only one when there is one. */
  cluster: z.string().min(1).max(100).optional(),
  /**
   * Where it lives, once and for all: in a namespace of its own name that
   * Greenroom makes, or in an existing one, which stays when the project goes.
   */
  namespace: z.strictObject({ existing: namespaceName.optional() }).optional(),
  /** A project tier of the standards; the first when absent. */
  tier: standardName.optional(),
  /** Who may enter the namespace on the cluster; what may be done in the portal is decided there. */
  members: z
    .array(
      z.strictObject({
        ref: ownerRef,
        /** `member` when absent; `admin` only where the tier offers it. */
        role: z.enum(MEMBER_ROLES).optional(),
      }),
    )
    .max(200)
    .superRefine(uniqueBy('ref'))
    .optional(),
  /**
   * Locations whose catalog entities may declare into this project, besides
   * the location that the project itself comes from: an exact location
   * reference, or a prefix that ends with `/`.
   */
  sources: z
    .array(
      z
        .string()
        .regex(/^(url|file):./, 'must be a location such as "url:https://…"')
        .max(1000),
    )
    .max(50)
    .optional(),
});
export type ProjectSpec = z.infer<typeof projectSpec>;
