import {
  AssetRef,
  Kind,
  KindSpecs,
} from '@greenroom/backstage-plugin-greenroom-common';

/** One thing that must be refused, whichever way it comes in. */
export interface BadInput {
  /** Row of the list in docs/security.md. */
  row: number;
  /** Reads well after "refuses". */
  what: string;
  kind: Kind;
  /** What it is called instead of something good. */
  ref?: Partial<Pick<AssetRef, 'project' | 'name'>>;
  /** What is added to a spec that is good, or stands instead of a part of it. */
  spec?: Record<string, unknown>;
  /** The field that the refusal names, as the API calls it. */
  field: string;
}

/** Specs with nothing wrong in them, on `PLATFORM_STANDARDS`. */
export const GOOD_SPECS: KindSpecs = {
  Project: { owner: 'group:default/fraud' },
  Workbench: { image: { name: 'pytorch' }, hardware: { profile: 'small-cpu' } },
  ModelServer: {
    model: { uri: 'hf://example/tiny' },
    runtime: { name: 'vllm' },
    hardware: { profile: 'nvidia-a100' },
  },
  Connection: {
    type: 's3',
    endpoint: 'https://s3.example.org',
    bucket: 'models',
    values: {},
  },
};

/** One of a row that is wrong in its spec. */
type Case = [
  what: string,
  field: string,
  spec: Record<string, unknown>,
  kind?: Kind,
];
/** What is wrong with the spec of a kind, a workbench unless it is said. */
export const specs = (row: number, ...cases: Case[]): BadInput[] =>
  cases.map(([what, field, spec, kind = 'Workbench']) => ({
    row,
    what,
    kind,
    spec,
    field: `spec.${field}`,
  }));
/** Addresses that no model is at. */
export const models = (
  row: number,
  what: string,
  ...uris: string[]
): BadInput[] =>
  uris.map(uri => ({
    row,
    what: `${what}: ${uri}`,
    kind: 'ModelServer',
    spec: { model: { uri } },
    field: 'spec.model.uri',
  }));
/** What nothing can be called. */
export const names = (row: number, ...given: string[]): BadInput[] =>
  given.map(name => ({
    row,
    what: `the name ${name.slice(0, 30)}`,
    kind: 'Workbench',
    ref: { name },
    field: 'name',
  }));
