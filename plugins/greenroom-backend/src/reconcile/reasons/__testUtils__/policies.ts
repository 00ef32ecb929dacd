import { restrictedContainer } from '../../../render/pod';
import { eventually } from '../../__testUtils__/EngineHarness';
import { Stage } from './Stage';

const API = 'admissionregistration.k8s.io/v1';

interface Rule {
  /** The workbench whose objects it is about. */
  workbench: string;
  resource: 'pods' | 'persistentvolumeclaims';
}

const constraints = (namespace: string, { resource }: Rule) => ({
  namespaceSelector: {
    matchLabels: { 'kubernetes.io/metadata.name': namespace },
  },
  resourceRules: [
    {
      apiGroups: [''],
      apiVersions: ['v1'],
      operations: ['CREATE'],
      resources: [resource],
    },
  ],
});

const about = ({ workbench }: Rule) => [
  {
    name: 'of-the-workbench',
    expression: `object.metadata.?labels['backstage.io/kubernetes-id'].orValue('') == 'workbench-${workbench}'`,
  },
];

/** Changes what is created for a workbench, as a webhook of the platform team might. */
export async function mutate(
  stage: Stage,
  namespace: string,
  rule: Rule & {
    /** CEL: a list of JSONPatch. */
    patch: string;
  },
): Promise<void> {
  const name = `${namespace}-${rule.workbench}`;
  await stage.create({
    apiVersion: API,
    kind: 'MutatingAdmissionPolicy',
    metadata: { name },
    spec: {
      matchConstraints: constraints(namespace, rule),
      matchConditions: about(rule),
      failurePolicy: 'Fail',
      reinvocationPolicy: 'Never',
      mutations: [
        { patchType: 'JSONPatch', jsonPatch: { expression: rule.patch } },
      ],
    },
  });
  await stage.create({
    apiVersion: API,
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: name },
  });
}

/** Refuses what is created for a workbench. */
export async function deny(
  stage: Stage,
  namespace: string,
  rule: Rule & { message: string },
): Promise<void> {
  const name = `${namespace}-${rule.workbench}`;
  await stage.create({
    apiVersion: API,
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: {
      matchConstraints: constraints(namespace, rule),
      matchConditions: about(rule),
      validations: [{ expression: 'false', message: rule.message }],
    },
  });
  await stage.create({
    apiVersion: API,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: name, validationActions: ['Deny'] },
  });
}

/** Waits until the API server acts on the policy that was made last, and so on those before. */
export async function enforced(
  stage: Stage,
  namespace: string,
  workbench: string,
): Promise<void> {
  const probe = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'probe',
      namespace,
      labels: { 'backstage.io/kubernetes-id': `workbench-${workbench}` },
    },
    spec: {
      securityContext: {
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'probe',
          image: 'probe',
          securityContext: restrictedContainer,
        },
      ],
    },
  };
  await eventually(async () => {
    const answer = await stage.kubectl
      .create(stage.resource('v1', 'Pod'), probe, { dryRun: true })
      .then(
        () => 'admitted',
        error => String(error.message),
      );
    expect(answer).toMatch(/ValidatingAdmissionPolicy/);
  });
}
