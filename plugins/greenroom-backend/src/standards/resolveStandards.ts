import {
  FieldIssue,
  imageProblem,
  InvalidDeclarationError,
  Kind,
  KindSpecs,
  ModelServerSpec,
  ProjectSpec,
  ProjectTier,
  ResolvedStandards,
  Standards,
  WorkbenchSpec,
} from '@greenroom/backstage-plugin-greenroom-common';
import { findEntry } from './findEntry';
import { hardwareIssues, sharedMemoryIssues } from './hardwareIssues';
import { memberIssues, tierIssues } from './tierIssues';

/** Part of what a spec resolves to, with what is wrong with it. */
interface Part {
  resolved: ResolvedStandards;
  issues: FieldIssue[];
}

const part = (resolved: ResolvedStandards, ...issues: FieldIssue[]): Part => ({
  resolved,
  issues,
});
const wrong = (field: string, message: string): Part =>
  part({}, { field, message });

const RESOLVERS: {
  [K in Kind]: (
    spec: KindSpecs[K],
    standards: Standards,
    parent: ResolvedStandards,
  ) => Part[];
} = {
  Project: (spec, standards) => [
    part({ namespace: spec.namespace?.existing }),
    projectTier(spec, standards),
  ],
  Workbench: (spec, standards, { tier, namespace }) => [
    part({ tier, namespace, authentication: 'token' }),
    image(spec.image, standards),
    ...workbenchHardware(spec, standards, tier),
  ],
  ModelServer: (spec, standards, { tier, namespace }) => [
    part({ tier, namespace }),
    runtime(spec, standards),
    hardware('ModelServer', spec.hardware, standards, tier),
  ],
  Connection: () => [],
};

/**
 * What a spec's names mean today: images, profiles, runtimes and tiers.
 * @param parent - what the project was resolved to that it is in
 * @throws InvalidDeclarationError naming each field that is not offered
 */
export function resolveStandards<K extends Kind>(
  kind: K,
  spec: KindSpecs[K],
  standards: Standards,
  parent: ResolvedStandards = {},
): ResolvedStandards {
  const parts = RESOLVERS[kind](spec, standards, parent);
  const issues = parts.flatMap(each => each.issues);
  if (issues.length) throw new InvalidDeclarationError(issues);
  return Object.assign({}, ...parts.map(each => each.resolved));
}

function projectTier(spec: ProjectSpec, { projectTiers }: Standards): Part {
  const name = spec.tier ?? projectTiers.find(notBlocked)?.name;
  if (name === undefined) return part({}, ...memberIssues(spec));
  const found = findEntry(projectTiers, name);
  return 'entry' in found
    ? part({ tier: found.entry }, ...memberIssues(spec, found.entry))
    : wrong('spec.tier', found.problem);
}

function notBlocked({ lifecycle }: { lifecycle: string }): boolean {
  return lifecycle !== 'blocked';
}

function image(
  choice: WorkbenchSpec['image'],
  { workbenchImages, policy }: Standards,
): Part {
  if ('ref' in choice) {
    const problem = imageProblem(choice.ref, policy);
    return problem
      ? wrong('spec.image.ref', problem)
      : part({ image: { ref: choice.ref } });
  }
  const found = findEntry(workbenchImages, choice.name, choice.version);
  if (!('entry' in found)) return wrong('spec.image', found.problem);
  const { ref, name, version, title, origin } = found.entry;
  return part({ image: { ref, name, version, title, origin } });
}

function runtime(spec: ModelServerSpec, { servingRuntimes }: Standards): Part {
  const { name, version } = spec.runtime;
  const found = findEntry(servingRuntimes, name, version);
  if (!('entry' in found)) return wrong('spec.runtime', found.problem);
  const { format } = spec.model;
  const { modelFormats } = found.entry;
  return format === undefined || modelFormats.includes(format)
    ? part({ runtime: found.entry })
    : wrong(
        'spec.model.format',
        `"${format}" is not served by "${name}"; choose one of: ${modelFormats.join(
          ', ',
        )}`,
      );
}

function workbenchHardware(
  spec: WorkbenchSpec,
  standards: Standards,
  tier: ProjectTier | undefined,
): Part[] {
  const found = hardware('Workbench', spec.hardware, standards, tier);
  const { profile } = found.resolved;
  return profile
    ? [found, part({}, ...sharedMemoryIssues(spec, profile))]
    : [found];
}

function hardware(
  kind: 'Workbench' | 'ModelServer',
  choice: WorkbenchSpec['hardware'],
  { hardwareProfiles }: Standards,
  tier: ProjectTier | undefined,
): Part {
  const suitable = hardwareProfiles.filter(
    profile => profile.for?.includes(kind) ?? true,
  );
  const known = hardwareProfiles.some(({ name }) => name === choice.profile);
  const found = findEntry(suitable, choice.profile);
  if (!('entry' in found)) {
    return wrong(
      'spec.hardware.profile',
      known && !suitable.some(({ name }) => name === choice.profile)
        ? `"${choice.profile}" is not for a ${kind}`
        : found.problem,
    );
  }
  const { entry } = found;
  return part(
    { profile: entry },
    ...hardwareIssues(choice, entry),
    ...(tier ? tierIssues(choice, entry, tier) : []),
  );
}
