import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import {
  AssetRef,
  declarationWarnings,
  ENTITY_MAPPING,
  FieldIssue,
  InvalidDeclarationError,
  isKind,
  KINDS,
  validateDeclaration,
} from '@greenroom/backstage-plugin-greenroom-common';

/** The block under `spec.greenroom` of an entity: a declaration of source *catalog*. */
export interface CatalogDeclaration {
  ref: AssetRef;
  spec: Record<string, unknown>;
}

const FIELDS = ['kind', 'spec', 'deletion'];

/** Whether an entity declares anything, rightly or not. */
export function declares(entity: Entity): boolean {
  return entity.spec?.greenroom !== undefined;
}

/**
 * What an entity declares, as far as it can be told without checking the spec.
 * @returns undefined when it declares nothing that we know
 */
export function catalogDeclaration(
  entity: Entity,
): CatalogDeclaration | undefined {
  const block = entity.spec?.greenroom;
  if (!isRecord(block) || !isKind(block.kind)) return undefined;
  const { namespace = DEFAULT_NAMESPACE, name } = entity.metadata;
  return {
    ref: { kind: block.kind, project: namespace, name },
    spec: isRecord(block.spec) ? block.spec : {},
  };
}

/** @throws InvalidDeclarationError naming each field, with its path in the entity */
export function checkCatalogDeclaration(entity: Entity): void {
  const block = entity.spec?.greenroom;
  if (!isRecord(block)) {
    throw refused('spec.greenroom', 'must be an object with kind and spec');
  }
  const unknown = Object.keys(block).filter(key => !FIELDS.includes(key));
  if (unknown.length) {
    throw new InvalidDeclarationError(
      unknown.map(key => ({
        field: `spec.greenroom.${key}`,
        message: 'is not a known field',
      })),
    );
  }
  const declaration = catalogDeclaration(entity);
  if (!declaration) {
    throw refused('spec.greenroom.kind', `must be one of ${KINDS.join(', ')}`);
  }
  if (!isRecord(block.spec)) {
    throw refused('spec.greenroom.spec', 'must be an object');
  }
  if (block.deletion !== undefined && block.deletion !== 'requested') {
    throw refused('spec.greenroom.deletion', 'must be "requested" or absent');
  }
  checkEntityKind(entity, declaration.ref);
  checkSpec(declaration);
}

/** An asset has one place in the catalog: its name is reserved there. */
function checkEntityKind(entity: Entity, { kind }: AssetRef): void {
  const wanted = ENTITY_MAPPING[kind];
  if (entity.kind !== wanted.kind) {
    throw refused('kind', `must be ${wanted.kind} for a ${kind}`);
  }
  if (wanted.type && entity.spec?.type !== wanted.type) {
    throw refused('spec.type', `must be ${wanted.type} for a ${kind}`);
  }
}

function checkSpec({ ref, spec }: CatalogDeclaration): void {
  try {
    validateDeclaration(ref, spec, 'catalog');
    // The catalog indexes every value, for everybody who may read the entity.
    const credentials = declarationWarnings(spec);
    if (credentials.length) throw new InvalidDeclarationError(credentials);
  } catch (error) {
    if (!(error instanceof InvalidDeclarationError)) throw error;
    throw new InvalidDeclarationError(
      error.issues.map(({ field, message }) => ({
        field: fieldInEntity(field),
        message,
      })),
    );
  }
}

function fieldInEntity(field: string): string {
  if (field.startsWith('project')) {
    return field.replace('project', 'metadata.namespace');
  }
  if (field.startsWith('name')) return field.replace('name', 'metadata.name');
  return `spec.greenroom.${field}`;
}

function refused(field: FieldIssue['field'], message: string) {
  return new InvalidDeclarationError([{ field, message }]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
