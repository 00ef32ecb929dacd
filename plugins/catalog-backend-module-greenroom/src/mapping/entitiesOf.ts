import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  assetEntityRef,
  Declaration,
  ENTITY_MAPPING,
  Kind,
} from '@greenroom/backstage-plugin-greenroom-common';
import { assetAnnotations } from './assetAnnotations';
import { Protocol } from './apiDefinition';
import { modelServerCompanions } from './modelServerCompanions';

/** What the standards say of a declaration. */
export interface MappingFacts {
  /** What a model server speaks. */
  protocol?: Protocol;
  /** Where its objects are, when that is not the namespace of the project's name. */
  namespace?: string;
}

/** How a declaration appears in the catalog: its own entity first, then its companions. Pure. */
export type EntityMapper = (
  declaration: Declaration,
  facts?: MappingFacts,
) => Entity[];

/**
 * The default mapping. Entities carry identity and relations, never live
 * status (that is the API's), and never `spec.greenroom` (that would be a
 * second way to declare).
 */
export const entitiesOf: EntityMapper = (
  declaration,
  { protocol, namespace } = {},
) => {
  if (isKind(declaration, 'ModelServer')) {
    const { model, api } = companionsOf(declaration, protocol);
    return [
      entity(declaration, namespace, {
        lifecycle: 'production',
        system: systemOf(declaration),
        dependsOn: [stringifyEntityRef(model)],
        providesApis: [stringifyEntityRef(api)],
      }),
      model,
      api,
    ];
  }
  if (isKind(declaration, 'Project'))
    return [entity(declaration, namespace, {})];
  return [
    entity(declaration, namespace, {
      system: systemOf(declaration),
      ...connectionsOf(declaration),
    }),
  ];
};

function entity(
  declaration: Declaration,
  namespace: string | undefined,
  relations: Record<string, string | string[]>,
): Entity {
  const { kind, project, name, spec, owner, cluster } = declaration;
  const { title, description } = spec;
  const mapping = ENTITY_MAPPING[kind];
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: mapping.kind,
    metadata: {
      namespace: project,
      name,
      ...(title && { title }),
      ...(description && { description }),
      annotations: assetAnnotations(declaration, cluster, namespace),
    },
    spec: {
      ...(mapping.type && { type: mapping.type }),
      owner,
      ...relations,
    },
  };
}

function companionsOf(
  declaration: Declaration<'ModelServer'>,
  protocol?: Protocol,
) {
  const { name, owner, spec } = declaration;
  return modelServerCompanions(declaration, {
    title: spec.title,
    owner,
    modelUri: spec.model.uri,
    modelName: spec.model.name ?? name,
    protocol,
  });
}

/** What it cannot work without, so that the graph of the catalog shows it. */
function connectionsOf({
  project,
  spec,
}: Declaration): Record<string, string[]> {
  const names = ('connections' in spec && spec.connections) || [];
  return names.length
    ? {
        dependsOn: names.map(name =>
          assetEntityRef({ kind: 'Connection', project, name }),
        ),
      }
    : {};
}

function systemOf({ project }: Declaration): string {
  return `${project}/${project}`;
}

function isKind<K extends Kind>(
  declaration: Declaration,
  kind: K,
): declaration is Declaration<K> {
  return declaration.kind === kind;
}
