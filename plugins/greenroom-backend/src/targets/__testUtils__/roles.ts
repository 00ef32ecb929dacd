import { join } from 'node:path';
import { Kind } from '@greenroom/backstage-plugin-greenroom-common';
import {
  hardwareProfiles,
  imageStreams,
  KubernetesObject,
  namespaces,
  nodes,
  pods,
  quotas,
  RenderContext,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  aCluster,
  aConnection,
  aModelServer,
  aProject,
  aRenderContext,
  aWorkbench,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { stringify } from 'yaml';
import {
  IDENTITY_NAMESPACE,
  PROJECT_ROLE,
  withIdentity,
} from '../../render/projectIdentity';
import { builtInTargets } from '../builtInTargets';
import { projectRules, readerRules } from '../rights';

/** The generated part of what is shipped for clusters. */
export const ROLES_FILE = join(__dirname, '../../../../../deploy/roles.yaml');

const HEADER = `# Generated from what the targets render and observe: \`yarn generate:rights\` writes it anew.
`;

const YAML = { aliasDuplicateObjects: false, singleQuote: true };

/** Declarations that between them use everything that makes targets render another kind of object. */
export const samples = {
  Project: [aProject({ spec: { members: [{ ref: 'group:default/fraud' }] } })],
  Workbench: [aWorkbench()],
  ModelServer: [aModelServer()],
  Connection: [
    aConnection(),
    aConnection({
      spec: {
        externalSecret: {
          store: 'vault',
          keys: [
            { key: 'AWS_ACCESS_KEY_ID', remoteKey: 'id' },
            { key: 'AWS_SECRET_ACCESS_KEY', remoteKey: 'key' },
          ],
        },
      },
    }),
  ],
} satisfies Record<Kind, unknown>;

/** Where everything is asked for that a platform team can ask for, in each way that there is. */
const contexts = (
  [
    { type: 'ingress' },
    { type: 'gateway', name: 'public', namespace: 'gateways' },
    { type: 'route' },
  ] as const
).map(via =>
  aRenderContext({
    cluster: {
      ...aCluster(),
      serves: () => true,
      exposure: { hostSuffix: 'wb.example.org', via },
    },
    resolved: resolvedStandards({
      authentication: 'token',
      tier: {
        ...resolvedStandards().tier!,
        limits: { default: { cpu: '1', memory: '1Gi' } },
        clusterQueue: 'team',
      },
    }),
  }),
);

/** All that targets render, with the identities of projects and the tokens of workbenches. */
export function renderedBy(targets: readonly Target[]): KubernetesObject[] {
  return contexts.flatMap(context => renderedIn(context, targets));
}

function renderedIn(
  context: RenderContext,
  targets: readonly Target[],
): KubernetesObject[] {
  const { namespace } = context;
  return targets.flatMap(target =>
    samples[target.kind].flatMap(sample => {
      const rendered = target.render(sample, context);
      const token = target.token?.(sample, context);
      const made: KubernetesObject[] = token
        ? [
            {
              apiVersion: 'v1',
              kind: 'Secret',
              metadata: { name: token.name, namespace },
            },
          ]
        : [];
      return [
        ...made,
        ...(sample.kind === 'Project'
          ? withIdentity(rendered, sample, {
              namespace,
              home: IDENTITY_NAMESPACE,
            })
          : rendered
        ).map(({ object }) => object),
      ];
    }),
  );
}

/** `deploy/roles.yaml` as it should be. */
export function rolesFile(): string {
  const rendered = renderedBy(builtInTargets);
  const observed = builtInTargets.flatMap(({ observes }) => observes);
  const roles = [
    clusterRole(PROJECT_ROLE, projectRules(rendered)),
    clusterRole(
      'greenroom-reader',
      readerRules([
        ...observed,
        ...rendered,
        hardwareProfiles,
        imageStreams,
        namespaces,
        nodes,
        pods,
        quotas,
      ]),
    ),
  ];
  return HEADER + roles.map(role => stringify(role, YAML)).join('---\n');
}

function clusterRole(name: string, rules: object[]) {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name },
    rules,
  };
}
