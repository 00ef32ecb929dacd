import {
  Declaration,
  Kind,
} from '@greenroom/backstage-plugin-greenroom-common';

const common = {
  source: { type: 'api' as const },
  revision: 3,
  owner: 'group:default/fraud',
  cluster: 'dev',
  createdAt: '2026-11-23T20:00:00Z',
  updatedAt: '2026-11-23T20:00:00Z',
};

export const aProject: Declaration<'Project'> = {
  ...common,
  id: 'a0000000-0000-4000-8000-000000000001',
  kind: 'Project',
  project: 'fraud',
  name: 'fraud',
  spec: {
    title: 'Card fraud',
    description: 'Finds bad payments',
    owner: 'group:default/fraud',
  },
};

export const aWorkbench: Declaration<'Workbench'> = {
  ...common,
  id: 'a0000000-0000-4000-8000-000000000002',
  kind: 'Workbench',
  project: 'fraud',
  name: 'explore',
  spec: { image: { name: 'minimal' }, hardware: { profile: 'small-cpu' } },
};

export const aModelServer: Declaration<'ModelServer'> = {
  ...common,
  id: 'a0000000-0000-4000-8000-000000000003',
  kind: 'ModelServer',
  project: 'fraud',
  name: 'scorer',
  spec: {
    title: 'Scorer',
    model: { uri: 'hf://Qwen/Qwen2.5-0.5B-Instruct' },
    runtime: { name: 'vllm' },
    hardware: { profile: 'nvidia-a100', count: 1 },
  },
};

export const refOf = ({ kind, project, name }: Declaration<Kind>) =>
  `${kind}:${project}/${name}`;
