import {
  ConnectionSpec,
  Declaration,
  Kind,
  KindSpecs,
  ModelServerSpec,
  ProjectSpec,
  WorkbenchSpec,
} from '@greenroom/backstage-plugin-greenroom-common';

/** Fields of a declaration, and of its spec, that a test cares about. */
type Overrides<K extends Kind> = Partial<
  Omit<Declaration<K>, 'kind' | 'spec'>
> & {
  spec?: Partial<KindSpecs[K]>;
};

/** When everything was declared. */
export const DECLARED_AT = '2026-08-01T10:00:00.000Z';

/** Project `fraud`. */
export function aProject(
  overrides: Overrides<'Project'> = {},
): Declaration<'Project'> {
  const spec: ProjectSpec = {
    title: 'Fraud detection',
    owner: 'group:default/fraud',
    ...overrides.spec,
  };
  const name = overrides.name ?? overrides.project ?? 'fraud';
  return declaration('Project', { project: name, name, ...overrides }, spec);
}

/** Workbench `fraud/explore` with one A100 and a volume. */
export function aWorkbench({
  profile = 'nvidia-a100',
  count,
  ...overrides
}: Overrides<'Workbench'> & {
  profile?: string;
  count?: number;
} = {}): Declaration<'Workbench'> {
  const spec: WorkbenchSpec = {
    title: 'Explore',
    image: { name: 'pytorch', version: '2026.2' },
    hardware: { profile, ...(count !== undefined && { count }) },
    storage: [{ name: 'work', size: '20Gi', mountPath: '/opt/app-root/src' }],
    ...overrides.spec,
  };
  return declaration('Workbench', { name: 'explore', ...overrides }, spec);
}

/** ModelServer `fraud/llm` on vLLM with one A100. */
export function aModelServer({
  profile = 'nvidia-a100',
  count,
  ...overrides
}: Overrides<'ModelServer'> & {
  profile?: string;
  count?: number;
} = {}): Declaration<'ModelServer'> {
  const spec: ModelServerSpec = {
    model: { uri: 'hf://ibm-granite/granite-3.1-8b-instruct' },
    runtime: { name: 'vllm' },
    hardware: { profile, ...(count !== undefined && { count }) },
    ...overrides.spec,
  };
  return declaration('ModelServer', { name: 'llm', ...overrides }, spec);
}

/** Connection `fraud/models-s3`, whose values are sent. */
export function aConnection(
  overrides: Overrides<'Connection'> = {},
): Declaration<'Connection'> {
  const spec: ConnectionSpec = {
    type: 's3',
    endpoint: 'https://s3.example.org',
    bucket: 'models',
    ...(overrides.spec?.secretRef ?? overrides.spec?.externalSecret
      ? {}
      : { values: {} }),
    ...overrides.spec,
  };
  return declaration('Connection', { name: 'models-s3', ...overrides }, spec);
}

function declaration<K extends Kind>(
  kind: K,
  { spec: _partial, ...overrides }: Overrides<K> & { name: string },
  spec: KindSpecs[K],
): Declaration<K> {
  return {
    id: `00000000-0000-4000-8000-${kind.length.toString().padStart(12, '0')}`,
    kind,
    project: 'fraud',
    source: { type: 'api' },
    revision: 1,
    owner: 'group:default/fraud',
    cluster: 'local',
    createdAt: DECLARED_AT,
    updatedAt: DECLARED_AT,
    ...overrides,
    spec,
  };
}
