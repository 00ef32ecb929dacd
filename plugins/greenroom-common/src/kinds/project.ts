import { z } from 'zod';
import { description, ownerRef, standardName, title } from './names';

/** A team's room on a cluster: a namespace with its tier's quota. */
export const projectSpec = z.strictObject({
  title: title.optional(),
  description: description.optional(),
  owner: ownerRef,
  /** A cluster of app-config `kubernetes.clusterLocatorMethods`; the only one when there is one. */
  cluster: z.string().min(1).max(100).optional(),
  /** A project tier of the standards; the first when absent. */
  tier: standardName.optional(),
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
