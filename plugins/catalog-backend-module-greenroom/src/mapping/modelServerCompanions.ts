import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_ASSET,
  AssetRef,
  ENTITY_MAPPING,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { apiDefinition, Protocol } from './apiDefinition';

const [MODEL, API] = ENTITY_MAPPING.ModelServer.companions;

export interface CompanionFacts {
  /** What people call the server; its name when absent. */
  title?: string;
  owner: string;
  /** Where the model's files come from. */
  modelUri: string;
  /** What clients send as `model`. */
  modelName: string;
  /** What the server speaks, where it is known. */
  protocol?: Protocol;
}

/** The model that a server serves, and the API that it offers. */
export function modelServerCompanions(
  ref: AssetRef<'ModelServer'>,
  { title = ref.name, owner, modelUri, modelName, protocol }: CompanionFacts,
): { model: Entity; api: Entity } {
  const metadata = (suffix: string, what: string) => ({
    namespace: ref.project,
    name: `${ref.name}${suffix}`,
    title: `${title} ${what}`,
    annotations: { [ANNOTATION_ASSET]: stringifyAssetRef(ref) },
  });
  const system = `${ref.project}/${ref.project}`;

  return {
    model: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: MODEL.kind,
      metadata: {
        ...metadata(MODEL.suffix, 'model'),
        description: `${modelName}, from ${modelUri}`,
      },
      spec: { type: MODEL.type, owner, system },
    },
    api: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: API.kind,
      metadata: metadata(API.suffix, 'API'),
      spec: {
        type: API.type,
        lifecycle: 'production',
        owner,
        system,
        definition: apiDefinition({ title, modelName, protocol }),
      },
    },
  };
}
