import { ReasonRow } from './ReasonRow';

const APISERVER = 'kube-apiserver 1.36.3';
const STATEFUL_SET = 'StatefulSet fraud/explore';
const prefix =
  'create Pod explore-0 in StatefulSet explore failed error: pods "explore-0" is forbidden: ';

const refused = (message: string) => ({
  seen: { refusals: [{ object: STATEFUL_SET, message }] },
  object: STATEFUL_SET,
  evidence: message,
});

/** Rows 1 to 3: what admission refuses. */
export const admissionRows: ReasonRow[] = [
  {
    row: 1,
    from: APISERVER,
    ...refused(
      `${prefix}exceeded quota: greenroom-quota, requested: requests.nvidia.com/gpu=4, used: requests.nvidia.com/gpu=6, limited: requests.nvidia.com/gpu=8`,
    ),
    reason: 'QuotaExceeded',
    phase: 'Pending',
    summary:
      'The project\'s quota "greenroom-quota" is used up: 6 of 8 NVIDIA GPU in use, 4 more asked for.',
    fix: { text: 'Ask for 2', change: { hardware: { count: 2 } } },
  },
  {
    row: 2,
    from: APISERVER,
    ...refused(
      `${prefix}failed quota: greenroom-quota: must specify limits.cpu for: explore`,
    ),
    reason: 'QuotaDemandsLimits',
    phase: 'Failed',
    summary:
      'The quota "greenroom-quota" demands that every pod states limits.cpu for: explore.',
    fix: { text: 'Ask the platform team to add it to the hardware profile' },
  },
  {
    row: 2,
    from: `${APISERVER}, LimitRange`,
    ...refused(
      `${prefix}maximum memory usage per Container is 32Gi, but limit is 64Gi`,
    ),
    reason: 'OutsideLimitRange',
    phase: 'Failed',
    summary:
      'The project admits 32Gi memory per Container at most, and 64Gi are asked for.',
    fix: { text: 'Choose another hardware profile' },
  },
  {
    row: 3,
    from: `${APISERVER}, PodSecurity`,
    ...refused(
      `${prefix}violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "explore" must set securityContext.allowPrivilegeEscalation=false)`,
    ),
    reason: 'PodSecurityViolation',
    phase: 'Failed',
    summary:
      'The project\'s pod security level "restricted:latest" does not admit the pod: allowPrivilegeEscalation != false (container "explore" must set securityContext.allowPrivilegeEscalation=false)',
    fix: {
      text: 'Something changed the pod after Greenroom wrote it: ask the platform team which webhook changes securityContext.allowPrivilegeEscalation',
    },
  },
  {
    row: 3,
    from: `${APISERVER}, ValidatingAdmissionPolicy`,
    ...refused(
      `${prefix}ValidatingAdmissionPolicy 'images' with binding 'images-binding' denied request: spec.containers[0].image must come from registry.example.org`,
    ),
    reason: 'DeniedByPolicy',
    phase: 'Failed',
    summary:
      'The policy "images" refused it: spec.containers[0].image must come from registry.example.org',
    fix: {
      text: 'Change spec.containers[0].image as the policy says, or ask the platform team',
    },
  },
  {
    row: 3,
    from: 'Gatekeeper 3',
    ...refused(
      'admission webhook "validation.gatekeeper.sh" denied the request: [must-have-cost-center] you must provide labels: {"cost-center"}',
    ),
    reason: 'DeniedByPolicy',
    phase: 'Failed',
    summary:
      'The policy "must-have-cost-center" refused it: you must provide labels: {"cost-center"}',
    fix: {
      text: 'Change what the policy names, or ask the platform team',
    },
  },
  {
    row: 3,
    from: 'Kyverno 1',
    ...refused(
      `admission webhook "validate.kyverno.svc-fail" denied the request: \n\nresource Pod/fraud/explore-0 was blocked due to the following policies \n\ndisallow-latest-tag:\n  validate-image-tag: 'validation error: Using a mutable image tag is not allowed. rule validate-image-tag failed at path /spec/containers/0/image/'`,
    ),
    reason: 'DeniedByPolicy',
    phase: 'Failed',
    summary:
      'The policy "disallow-latest-tag/validate-image-tag" refused it: validation error: Using a mutable image tag is not allowed. rule validate-image-tag failed at path /spec/containers/0/image/',
    fix: {
      text: 'Change /spec/containers/0/image/ as the policy says, or ask the platform team',
    },
  },
];
