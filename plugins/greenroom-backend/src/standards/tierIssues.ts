import {
  FieldIssue,
  HardwareProfile,
  parseQuantity,
  ProjectSpec,
  ProjectTier,
  Standards,
  WorkbenchSpec,
} from '@greenroom/backstage-plugin-greenroom-common';

/** What of a choice the tier of the project does not allow. */
export function tierIssues(
  choice: WorkbenchSpec['hardware'],
  profile: HardwareProfile,
  tier: ProjectTier,
): FieldIssue[] {
  const refused = accelerator(profile, tier);
  return [
    ...(refused
      ? [
          {
            field: 'spec.hardware.profile',
            message: `"${profile.name}" has ${refused}, which tier "${
              tier.name
            }" does not allow; choose one ${
              tier.accelerators?.length
                ? `with: ${tier.accelerators.join(', ')}`
                : 'without an accelerator'
            }`,
          },
        ]
      : []),
    ...(['cpu', 'memory'] as const).flatMap(size =>
      outOfLimits(size, choice[size] ?? profile[size].default, tier),
    ),
  ];
}

/** The accelerator of a profile, when the tier does not allow it. */
function accelerator(
  { accelerator: device }: HardwareProfile,
  { accelerators }: ProjectTier,
): string | undefined {
  return device && accelerators && !accelerators.includes(device.resource)
    ? device.resource
    : undefined;
}

/** The cluster would refuse the pod, and only an event would say so. */
function outOfLimits(
  size: 'cpu' | 'memory',
  asked: string,
  { name, limits }: ProjectTier,
): FieldIssue[] {
  const min = limits?.min?.[size];
  const max = limits?.max?.[size];
  const amount = parseQuantity(asked)!;
  const problem =
    (min && amount < parseQuantity(min)! && `at least ${min}`) ||
    (max && amount > parseQuantity(max)! && `at most ${max}`);
  return problem
    ? [
        {
          field: `spec.hardware.${size}`,
          message: `is ${asked}, and must be ${problem} in tier "${name}"`,
        },
      ]
    : [];
}

/** Members who would be more than the tier allows anybody to be. */
export function memberIssues(
  { members = [] }: ProjectSpec,
  tier?: ProjectTier,
): FieldIssue[] {
  if (tier?.roles?.admin) return [];
  return members.flatMap(({ role }, index) =>
    role === 'admin'
      ? [
          {
            field: `spec.members[${index}].role`,
            message: `"admin" is not offered${
              tier ? ` by tier "${tier.name}"` : ''
            }; choose viewer or member`,
          },
        ]
      : [],
  );
}

/** What of a tier contradicts the rest of the standards, with the field that says it. */
export function tierProblems(
  tier: ProjectTier,
  { hardwareProfiles }: Pick<Standards, 'hardwareProfiles'>,
): string[] {
  const { defaultProfile } = tier;
  if (defaultProfile === undefined) return [];
  const profile = hardwareProfiles.findLast(
    ({ name, lifecycle }) => name === defaultProfile && lifecycle !== 'blocked',
  );
  if (!profile) {
    return [
      `defaultProfile: "${defaultProfile}" is not among the hardware profiles, or is blocked`,
    ];
  }
  return tierIssues({ profile: profile.name }, profile, tier).map(
    ({ message }) => `defaultProfile: ${message}`,
  );
}
