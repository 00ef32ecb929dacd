import {
  HardwareProfile,
  ProjectTier,
  ServingRuntime,
  WorkbenchImage,
} from '@greenroom/backstage-plugin-greenroom-common';

/** One standard as a row of a table. */
export interface StandardRow {
  id: string;
  name: string;
  title: string;
  version: string;
  lifecycle: string;
  details: string[];
}

type Standard = HardwareProfile | WorkbenchImage | ServingRuntime | ProjectTier;

/** A standard of any type in words. */
export function standardRow(standard: Standard): StandardRow {
  const { name, version, lifecycle, description } = standard;
  const on = 'cluster' in standard ? standard.cluster : undefined;
  return {
    id: [name, version, on].filter(Boolean).join('@'),
    name,
    title: standard.title ?? name,
    version,
    lifecycle,
    details: [
      description,
      ...specifics(standard),
      on && `On cluster ${on} only`,
    ].filter((line): line is string => Boolean(line)),
  };
}

function specifics(standard: Standard): (string | undefined)[] {
  if ('cpu' in standard) return [hardware(standard)];
  if ('modelFormats' in standard) {
    return [
      `Model formats: ${standard.modelFormats.join(', ')}`,
      standard.image,
    ];
  }
  if ('quota' in standard) return tier(standard);
  return [standard.software?.join(', '), standard.ref];
}

function tier({
  quota,
  accelerators,
  costCentre,
  ttl,
}: ProjectTier): (string | undefined)[] {
  return [
    ...Object.entries(quota).map(
      ([resource, limit]) => `${resource}: ${limit}`,
    ),
    accelerators && `Accelerators: ${accelerators.join(', ') || 'none'}`,
    costCentre && `Cost centre: ${costCentre}`,
    ttl && `Meant to live: ${ttl}`,
  ];
}

function hardware({ cpu, memory, accelerator }: HardwareProfile): string {
  const parts = [`${cpu.default} CPU`, `${memory.default} memory`];
  if (accelerator) {
    parts.push(`${accelerator.count.default} × ${accelerator.product}`);
  }
  return parts.join(', ');
}
