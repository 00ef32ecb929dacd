import { AssetRef, Kind } from './kinds';

/** Annotation on every entity of an asset: `Workbench:fraud/explore`. */
export const ANNOTATION_ASSET = 'greenroom.dev/asset';

/** How a kind appears in the catalog: the entity that carries its cards, and its companions. */
export interface EntityMapping {
  kind: 'System' | 'Resource' | 'Component';
  type?: string;
  companions: { kind: 'Resource' | 'API'; type: string; suffix: string }[];
}

export const ENTITY_MAPPING: Record<Kind, EntityMapping> = {
  Project: { kind: 'System', companions: [] },
  Workbench: { kind: 'Resource', type: 'workbench', companions: [] },
  ModelServer: {
    kind: 'Component',
    type: 'model-server',
    companions: [
      { kind: 'Resource', type: 'ai-model', suffix: '-model' },
      { kind: 'API', type: 'openapi', suffix: '-api' },
    ],
  },
  Connection: { kind: 'Resource', type: 'data-connection', companions: [] },
};

/** Ref of the entity that shows an asset, e.g. `resource:fraud/explore`. */
export function assetEntityRef({ kind, project, name }: AssetRef): string {
  return `${ENTITY_MAPPING[kind].kind.toLowerCase()}:${project}/${name}`;
}

/** Every entity ref that an asset claims, its own first. */
export function claimedEntityRefs(ref: AssetRef): string[] {
  return [
    assetEntityRef(ref),
    ...ENTITY_MAPPING[ref.kind].companions.map(
      ({ kind, suffix }) =>
        `${kind.toLowerCase()}:${ref.project}/${ref.name}${suffix}`,
    ),
  ];
}
