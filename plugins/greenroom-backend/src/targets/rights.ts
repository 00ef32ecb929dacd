import { KubernetesObject } from '@greenroom/backstage-plugin-greenroom-node';
import { IDENTITY_NAMESPACE, isInProject } from '../render/projectIdentity';

/** One rule of a Role, as RBAC has it. */
export interface PolicyRule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

interface Named {
  apiVersion: string;
  kind: string;
}

/** To look whether a name is free, alone or in bulk; to apply; to delete. */
const WRITE = ['get', 'list', 'create', 'patch', 'delete'];
/** What is held of a cluster is watched. */
const READ = ['get', 'list', 'watch'];

/** What some kinds take besides the rights on themselves, by their plural. */
const BESIDES: Readonly<Record<string, PolicyRule>> = {
  // OpenShift asks for it of whoever chooses the host of a Route.
  routes: {
    apiGroups: ['route.openshift.io'],
    resources: ['routes/custom-host'],
    verbs: ['create'],
  },
};

/** To show what containers print, and nothing else about pods. */
const LOGS: PolicyRule = {
  apiGroups: [''],
  resources: ['pods/log'],
  verbs: ['get'],
};

/**
 * What the identity of a project may do in it: what Greenroom does with the
 * objects that it renders there, and read the logs of what comes of them. Pure.
 */
export function projectRules(
  rendered: readonly KubernetesObject[],
): PolicyRule[] {
  const found = rules(
    rendered.filter(({ apiVersion, metadata: { namespace } }) =>
      isInProject({ apiVersion, namespace }, IDENTITY_NAMESPACE),
    ),
    // Looked up by their names only.
    ({ kind }) => (kind === 'Secret' ? WRITE.filter(isNotList) : WRITE),
  );
  const besides = found
    .flatMap(({ resources }) => resources)
    .flatMap(resource => BESIDES[resource] ?? []);
  return [LOGS, ...found, ...besides];
}

/** What Greenroom's own account reads of all namespaces: what it observes, and what it made. Pure. */
export function readerRules(kinds: readonly Named[]): PolicyRule[] {
  return rules(
    kinds.filter(({ kind }) => kind !== 'Secret'),
    () => READ,
  );
}

function isNotList(verb: string): boolean {
  return verb !== 'list';
}

function rules(
  kinds: readonly Named[],
  verbsOf: (kind: Named) => string[],
): PolicyRule[] {
  const found = new Map<string, PolicyRule>();
  for (const each of kinds) {
    const [group] = each.apiVersion.includes('/')
      ? each.apiVersion.split('/')
      : [''];
    const verbs = verbsOf(each);
    const key = JSON.stringify([group, verbs]);
    const rule = found.get(key) ?? { apiGroups: [group], resources: [], verbs };
    rule.resources = [
      ...new Set([...rule.resources, pluralOf(each.kind)]),
    ].sort();
    found.set(key, rule);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, rule]) => rule);
}

/** As all kinds that we know are called in URLs. */
function pluralOf(kind: string): string {
  const singular = kind.toLowerCase();
  if (/(s|x|ch|sh)$/.test(singular)) return `${singular}es`;
  return /[^aeiou]y$/.test(singular)
    ? `${singular.slice(0, -1)}ies`
    : `${singular}s`;
}
