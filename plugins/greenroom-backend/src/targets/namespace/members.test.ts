import {
  ProjectSpec,
  ProjectTier,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  aCluster,
  aProject,
  aRenderContext,
  aSite,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { memberBindings, unmappedMembers } from './members';

type Members = NonNullable<ProjectSpec['members']>;

const site = aSite({
  members: {
    user: '{name}@example.org',
    group: 'oidc:{name}',
    identities: { 'user:default/ada': 'lovelace' },
  },
});

const bindings = (
  members: Members,
  { roles, on = site }: { roles?: ProjectTier['roles']; on?: typeof site } = {},
) =>
  memberBindings(
    aProject({ spec: { members } }),
    aRenderContext({
      cluster: { ...aCluster(), site: on },
      resolved: resolvedStandards({
        tier: { ...resolvedStandards().tier!, roles },
      }),
    }),
  ).map(({ object }) => {
    const { roleRef, subjects } = object as unknown as {
      roleRef: { kind: string; name: string };
      subjects: { kind: string; name: string }[];
    };
    return [
      object.metadata.name,
      `${roleRef.kind}/${roleRef.name}`,
      subjects.map(({ kind, name }) => `${kind} ${name}`),
    ];
  });

describe('memberBindings', () => {
  it('binds people and groups, as who they are on the cluster, to what their role may do', () => {
    expect(
      bindings([
        { ref: 'group:default/fraud' },
        { ref: 'user:default/dana', role: 'member' },
        { ref: 'user:default/ada', role: 'viewer' },
      ]),
    ).toEqual([
      [
        'members-greenroom-member',
        'ClusterRole/greenroom-member',
        ['Group oidc:fraud', 'User dana@example.org'],
      ],
      [
        'members-greenroom-viewer',
        'ClusterRole/greenroom-viewer',
        ['User lovelace'],
      ],
    ]);
    expect(bindings([])).toEqual([]);
  });

  it('gives admins what the tier names, and otherwise nothing', () => {
    const admin: Members = [{ ref: 'user:default/dana', role: 'admin' }];
    expect(bindings(admin)).toEqual([]);
    expect(bindings(admin, { roles: { admin: 'edit' } })).toEqual([
      ['members-edit', 'ClusterRole/edit', ['User dana@example.org']],
    ]);
  });

  it('names nobody twice, when two are the same on the cluster', () => {
    expect(
      bindings([{ ref: 'user:default/dana' }, { ref: 'user:default/ada' }], {
        on: aSite({
          members: {
            user: '{name}',
            identities: { 'user:default/ada': 'dana' },
          },
        }),
      }),
    ).toEqual([
      [
        'members-greenroom-member',
        'ClusterRole/greenroom-member',
        ['User dana'],
      ],
    ]);
  });

  it('takes nobody of another namespace for somebody of the same name', () => {
    const members: Members = [
      { ref: 'user:guests/dana' },
      { ref: 'user:guests/ada' },
    ];
    expect(bindings(members)).toEqual([]);
    expect(unmappedMembers(aProject({ spec: { members } }), site)).toEqual([
      'user:guests/dana',
      'user:guests/ada',
    ]);
    const withNamespace = aSite({
      members: { user: '{namespace}/{name}', identities: {} },
    });
    expect(bindings(members, { on: withNamespace })[0][2]).toEqual([
      'User guests/dana',
      'User guests/ada',
    ]);
  });
});
