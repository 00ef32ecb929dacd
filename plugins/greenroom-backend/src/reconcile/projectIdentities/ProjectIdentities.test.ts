import {
  aProject,
  aRenderContext,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { KubeClient } from '@greenroom/controller-runtime';
import { StoredDeclaration } from '../../declarations/DeclarationStore';
import { renderProject } from '../../targets/namespace/renderProject';
import { ProjectIdentities } from './ProjectIdentities';

const HOME = 'greenroom-system';
const own = {
  as: (user: string) => ({ user }),
} as unknown as KubeClient;
const userOf = (client: KubeClient) => (client as { user?: string }).user;

const SERVICE = { apiVersion: 'v1', namespace: 'fraud' };
const project = { cluster: 'local', hasNamespace: true };
const stored = (declaration: object) => declaration as StoredDeclaration;

describe('ProjectIdentities', () => {
  const identities = new ProjectIdentities(own, HOME);
  const asWhom = (
    loaded: Parameters<ProjectIdentities['writer']>[1],
    place = SERVICE as { apiVersion: string; namespace?: string },
    of = identities,
  ) => userOf(of.writer(own, loaded).client(place));

  const workbench = {
    declaration: stored(aWorkbench()),
    project: { ...project, hasIdentity: true },
  };

  it('writes what is in a project as the project, and the rest as Greenroom', () => {
    const identity = `system:serviceaccount:${HOME}:project-fraud`;
    expect(asWhom(workbench)).toBe(identity);
    for (const place of [
      { apiVersion: 'v1' },
      { apiVersion: 'v1', namespace: HOME },
      { apiVersion: 'rbac.authorization.k8s.io/v1', namespace: 'fraud' },
    ]) {
      expect(asWhom(workbench, place)).toBeUndefined();
    }
  });

  it('goes by what was made: a project of an older version has no identity yet', () => {
    const before = { ...project, hasIdentity: false };
    expect(asWhom({ ...workbench, project: before })).toBeUndefined();
    const declared = stored(aProject());
    expect(asWhom({ declaration: declared, project: before })).toBeDefined();
    const deletion = { by: 'user:default/ada', at: '', deleteData: true };
    const deleted = stored(aProject({ deletion }));
    expect(asWhom({ declaration: deleted, project: before })).toBeUndefined();
  });

  it('makes the identity right after the namespace', () => {
    const rendered = renderProject(aProject(), aRenderContext());
    const names = identities
      .addTo(rendered, aProject(), 'fraud')
      .map(({ object: { kind, metadata } }) => [
        kind,
        metadata.namespace,
        metadata.name,
      ]);
    expect(names.slice(0, 3)).toEqual([
      ['Namespace', undefined, 'fraud'],
      ['ServiceAccount', HOME, 'project-fraud'],
      ['RoleBinding', 'fraud', 'greenroom-project'],
    ]);
    expect(names).toHaveLength(rendered.length + 2);
    const { declaration } = workbench;
    expect(identities.addTo(rendered, declaration, 'fraud')).toBe(rendered);
  });

  it('has nothing to do with a cluster where it is switched off', async () => {
    const off = new ProjectIdentities(own, undefined);
    const rendered = renderProject(aProject(), aRenderContext());
    expect(off.addTo(rendered, aProject(), 'fraud')).toBe(rendered);
    expect(asWhom(workbench, SERVICE, off)).toBeUndefined();
    expect(off.writes(SERVICE)).toBe(false);
  });
});
