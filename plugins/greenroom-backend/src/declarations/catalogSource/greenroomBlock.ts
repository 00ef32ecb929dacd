import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  AssetRef,
  isKind,
  KINDS,
} from '@greenroom/backstage-plugin-greenroom-common';
import { z } from 'zod';

/** `spec.greenroom` of an entity. The asset's own `spec` is checked later, by its kind. */
const block = z.strictObject({
  kind: z
    .string()
    .refine(isKind, { error: `must be one of: ${KINDS.join(', ')}` }),
  project: z.string().optional(),
  name: z.string().optional(),
  spec: z.record(z.string(), z.unknown()),
  deletion: z.literal('requested').optional(),
});

/** What an entity declares. */
export interface EntityDeclaration {
  ref: AssetRef;
  spec: Record<string, unknown>;
  entityRef: string;
  /** Where the entity comes from; the catalog overwrites a forged one. */
  location: string;
  deletionRequested: boolean;
}

/**
 * Reads `spec.greenroom`. Project and name are the entity's namespace and name
 * unless the block says otherwise; a Project's project is its name.
 * @throws InputError naming the field that is wrong
 */
export function readGreenroomBlock(entity: Entity): EntityDeclaration {
  const parsed = block.safeParse(entity.spec?.greenroom);
  if (!parsed.success) {
    throw new InputError(
      parsed.error.issues
        .map(
          ({ path, message }) =>
            `${['spec.greenroom', ...path.map(String)].join('.')} ${message}`,
        )
        .join('; '),
    );
  }
  const location = entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
  if (!location) {
    throw new InputError(
      `The entity has no ${ANNOTATION_ORIGIN_LOCATION}, so nobody can tell whether it may declare`,
    );
  }
  const { kind, spec, deletion } = parsed.data;
  const name = parsed.data.name ?? entity.metadata.name;
  const project =
    parsed.data.project ??
    (kind === 'Project' ? name : entity.metadata.namespace ?? 'default');
  return {
    ref: { kind, project, name },
    spec,
    entityRef: stringifyEntityRef(entity),
    location,
    deletionRequested: deletion === 'requested',
  };
}
