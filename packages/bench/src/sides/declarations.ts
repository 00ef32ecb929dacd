import { DeclareInput } from '@greenroom/backstage-plugin-greenroom-backend/src/declarations/DeclarationStore';

const OWNER = 'group:default/bench';

/** What a side is asked to declare. */
export type Wanted = { cluster?: string; project: string } & (
  | { kind: 'Project' }
  | {
      kind: 'Workbench';
      name: string;
      title?: string;
    }
);

/** A project without tier, or a workbench of four objects: two volumes, Service, StatefulSet. */
export function declarationOf(wanted: Wanted): DeclareInput {
  const { kind, project, cluster = 'bench' } = wanted;
  const common = {
    source: { type: 'api' as const },
    owner: OWNER,
    cluster,
    author: 'user:default/bench',
  };
  if (kind === 'Project') {
    return {
      ...common,
      ref: { kind, project, name: project },
      spec: { owner: OWNER, title: project },
      resolved: {},
    };
  }
  const { name, title = name } = wanted;
  return {
    ...common,
    ref: { kind, project, name },
    spec: {
      title,
      image: { name: 'pytorch' },
      hardware: { profile: 'small' },
      storage: ['work', 'data'].map(storage => ({
        name: storage,
        size: '1Gi',
        mountPath: `/opt/${storage}`,
      })),
    },
    resolved: {
      image: { ref: 'registry.example.org/workbench:1' },
      profile: {
        name: 'small',
        version: '1',
        lifecycle: 'supported',
        cpu: { default: '100m' },
        memory: { default: '128Mi' },
      },
    },
  };
}
