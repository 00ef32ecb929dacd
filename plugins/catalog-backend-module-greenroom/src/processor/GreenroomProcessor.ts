import {
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_API_PROVIDED_BY,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import { ModelServerSpec } from '@greenroom/backstage-plugin-greenroom-common';
import { assetAnnotations, modelServerCompanions } from '../mapping';
import {
  catalogDeclaration,
  checkCatalogDeclaration,
  declares,
} from './catalogDeclaration';

/**
 * For entities that declare an asset under `spec.greenroom`: authors see what
 * is wrong on their own entity, cards and the Kubernetes tab find the asset,
 * and a model server brings its model and its API along.
 */
export class GreenroomProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'GreenroomProcessor';
  }

  async preProcessEntity(entity: Entity): Promise<Entity> {
    const declaration = catalogDeclaration(entity);
    if (!declaration) return entity;
    const { ref, spec } = declaration;
    // An asset's cluster is its project's, which only Greenroom knows.
    const cluster =
      ref.kind === 'Project' && typeof spec.cluster === 'string'
        ? spec.cluster
        : undefined;
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: {
          ...entity.metadata.annotations,
          ...assetAnnotations(ref, cluster),
        },
      },
    };
  }

  /**
   * Never claims a kind as its own: whether a Component is a good Component is for others to say.
   * @throws InvalidDeclarationError naming each field
   */
  async validateEntityKind(entity: Entity): Promise<boolean> {
    if (declares(entity)) checkCatalogDeclaration(entity);
    return false;
  }

  async postProcessEntity(
    entity: Entity,
    location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const declaration = catalogDeclaration(entity);
    if (declaration?.ref.kind !== 'ModelServer') return entity;
    // `validateEntityKind` came first and let nothing else pass.
    const spec = declaration.spec as ModelServerSpec;
    const { model, api } = modelServerCompanions(
      { ...declaration.ref, kind: 'ModelServer' },
      {
        title: spec.title ?? entity.metadata.title,
        owner: ownerOf(entity),
        modelUri: spec.model.uri,
        modelName: spec.model.name ?? entity.metadata.name,
      },
    );

    const self = getCompoundEntityRef(entity);
    const relate = (type: string, inverse: string, other: Entity) => {
      const target = getCompoundEntityRef(other);
      emit(processingResult.relation({ source: self, type, target }));
      emit(
        processingResult.relation({
          source: target,
          type: inverse,
          target: self,
        }),
      );
    };
    emit(processingResult.entity(location, model));
    emit(processingResult.entity(location, api));
    relate(RELATION_DEPENDS_ON, RELATION_DEPENDENCY_OF, model);
    relate(RELATION_PROVIDES_API, RELATION_API_PROVIDED_BY, api);
    return entity;
  }
}

/** In full, because companions need not be in the namespace that a short one is meant in. */
function ownerOf(entity: Entity): string {
  return stringifyEntityRef(
    parseEntityRef(String(entity.spec?.owner), {
      defaultKind: 'Group',
      defaultNamespace: entity.metadata.namespace,
    }),
  );
}
