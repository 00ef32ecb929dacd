import { readFileSync } from 'node:fs';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { aRenderContext } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { parseAllDocuments } from 'yaml';
import { builtInTargets } from '.';
import {
  renderedBy,
  ROLES_FILE,
  rolesFile,
  samples,
} from './__testUtils__/roles';
import { PolicyRule, projectRules, readerRules } from './rights';

const shipped = new Map<string, PolicyRule[]>(
  parseAllDocuments(readFileSync(ROLES_FILE, 'utf8')).map(document => {
    const { metadata, rules } = document.toJS();
    return [metadata.name, rules];
  }),
);

/** `apps/statefulsets: get list …`, one for each resource. */
const flat = (rules: readonly PolicyRule[]) =>
  rules.flatMap(({ apiGroups, resources, verbs }) =>
    resources.map(
      resource => `${apiGroups.join()}/${resource}: ${verbs.join(' ')}`,
    ),
  );

describe('the rights of a project’s identity', () => {
  it('are what is shipped, neither more nor less than what the targets render', () => {
    expect(readFileSync(ROLES_FILE, 'utf8')).toBe(rolesFile());
    expect(shipped.get('greenroom-project')).toEqual(
      projectRules(renderedBy(builtInTargets)),
    );
  });

  it.each(
    builtInTargets.map((target): [string, Target] => [target.id, target]),
  )(
    'name each kind that target %s renders or operates in a project once',
    (_id, target) => {
      const rendered = renderedBy([target]);
      const inProject = rendered.filter(
        ({ apiVersion, metadata }) =>
          metadata.namespace === 'fraud' && !apiVersion.startsWith('rbac'),
      );
      const kinds = inProject.map(({ apiVersion, kind }) => apiVersion + kind);
      const whole = flat(projectRules(rendered)).filter(
        right =>
          right !== '/pods/log: get' &&
          // What a host of its own takes besides, on OpenShift.
          !right.includes('routes/custom-host'),
      );
      expect(whole).toHaveLength(new Set(kinds).size);
      const operated = samples[target.kind].flatMap(
        sample =>
          target.operate?.('stop', sample, aRenderContext(), new Date()) ?? [],
      );
      expect(kinds).toEqual(
        expect.arrayContaining(
          operated.map(({ apiVersion, kind }) => apiVersion + kind),
        ),
      );
    },
  );

  it('reach of pods their logs only', () => {
    expect(
      flat(shipped.get('greenroom-project')!).filter(right =>
        right.includes('pods'),
      ),
    ).toEqual(['/pods/log: get']);
  });

  it('reach neither roles nor pods nor what is not in a namespace, and no token', () => {
    const resources = shipped
      .get('greenroom-project')!
      .flatMap(rule => rule.resources);
    for (const never of [
      'namespaces',
      'pods',
      'rolebindings',
      'roles',
      'serviceaccounts/token',
    ]) {
      expect(resources).not.toContain(never);
    }
    const verbs = [...shipped.values()].flat().flatMap(rule => rule.verbs);
    for (const never of ['*', 'bind', 'escalate', 'impersonate', 'update']) {
      expect(verbs).not.toContain(never);
    }
  });

  it('let nobody list or watch Secrets', () => {
    const metadata = { name: 'token', namespace: 'fraud' };
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata };
    expect(flat(projectRules([secret]))).toEqual([
      '/pods/log: get',
      '/secrets: get create patch delete',
    ]);
    expect(readerRules([secret])).toEqual([]);
  });

  it('name kinds as the API does', () => {
    const kinds = ['NetworkPolicy', 'Ingress', 'Gateway', 'Route'];
    const rules = readerRules(
      kinds.map(kind => ({ apiVersion: 'example.org/v1', kind })),
    );
    expect(rules.flatMap(({ resources }) => resources)).toEqual([
      'gateways',
      'ingresses',
      'networkpolicies',
      'routes',
    ]);
  });
});
