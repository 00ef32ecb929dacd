import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  Standards,
  standards as schema,
} from '@greenroom/backstage-plugin-greenroom-common';
import { parse } from 'yaml';
import { tierProblems } from './tierIssues';

const KEY = 'greenroom.standards';

/**
 * Reads what the platform team offers: entries under `greenroom.standards`,
 * and those of the YAML files that `greenroom.standards.files` names (relative
 * to the working directory). Lists are joined in that order; `policy` may be
 * written in one place only.
 * @throws InputError naming the file and the field that is wrong
 */
export function readStandards(config: Config): Standards {
  const { files = [], ...inline } = (config
    .getOptionalConfig(KEY)
    ?.get<Record<string, unknown>>() ?? {}) as Record<string, unknown> & {
    files?: string[];
  };
  const parts = [
    parseStandards(inline, KEY),
    ...files.map(file => parseStandards(readYaml(file), file)),
  ];
  return consistent(unique(parts.reduce(join)));
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(resolve(file), 'utf8'), {
      maxAliasCount: 100,
      uniqueKeys: true,
    });
  } catch (error) {
    throw new InputError(`Cannot read ${KEY}.files '${file}'`, error);
  }
}

/** @param where - what errors start with */
function parseStandards(value: unknown, where: string): WithOptionalPolicy {
  const result = schema.safeParse(value ?? {});
  if (!result.success) {
    throw new InputError(
      result.error.issues
        .map(
          ({ path, message }) =>
            `${[where, ...path.map(String)].join('.')}: ${message}`,
        )
        .join('; '),
    );
  }
  const hasPolicy =
    typeof value === 'object' && value !== null && 'policy' in value;
  const { policy, ...lists } = result.data;
  return hasPolicy ? { ...lists, policy } : lists;
}

type WithOptionalPolicy = Omit<Standards, 'policy'> &
  Partial<Pick<Standards, 'policy'>>;

function join(
  one: WithOptionalPolicy,
  other: WithOptionalPolicy,
): WithOptionalPolicy {
  if (one.policy && other.policy) {
    throw new InputError(`${KEY}: policy is written in more than one place`);
  }
  return {
    hardwareProfiles: [...one.hardwareProfiles, ...other.hardwareProfiles],
    workbenchImages: [...one.workbenchImages, ...other.workbenchImages],
    servingRuntimes: [...one.servingRuntimes, ...other.servingRuntimes],
    projectTiers: [...one.projectTiers, ...other.projectTiers],
    policy: one.policy ?? other.policy,
  };
}

/** Refuses two entries of one type that nobody could tell apart. */
function unique({
  policy = { imageRegistries: [], requireDigest: false },
  ...lists
}: WithOptionalPolicy): Standards {
  for (const [type, entries] of Object.entries(lists)) {
    const seen = new Set<string>();
    for (const { name, version } of entries) {
      const id = `${name}@${version}`;
      if (seen.has(id)) {
        throw new InputError(
          `${KEY}.${type}: ${name} version ${version} is written twice`,
        );
      }
      seen.add(id);
    }
  }
  return { ...lists, policy };
}

/** Refuses tiers that name what is not offered. */
function consistent(standards: Standards): Standards {
  const problems = standards.projectTiers.flatMap(tier =>
    tierProblems(tier, standards).map(
      problem => `${KEY}.projectTiers: ${tier.name}.${problem}`,
    ),
  );
  if (problems.length) throw new InputError(problems.join('; '));
  return standards;
}
