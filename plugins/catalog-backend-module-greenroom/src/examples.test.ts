import { Entity } from '@backstage/catalog-model';
import {
  parseQuantity,
  Standards,
  standards as standardsSchema,
} from '@greenroom/backstage-plugin-greenroom-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { GreenroomProcessor } from './processor';
import { catalogDeclaration } from './processor/catalogDeclaration';

const EXAMPLES = resolve(__dirname, '../../../examples');
const read = (path: string) => readFileSync(resolve(EXAMPLES, path), 'utf8');

const standards: Standards = standardsSchema.parse(
  parse(read('standards.yaml')),
);
const [demo] = parseAllDocuments(read('demo.yaml'));
const entities: Entity[] = demo
  .toJS()
  .spec.targets.flatMap((target: string) =>
    parseAllDocuments(read(target)).map(document => document.toJS()),
  );
const declared = entities.flatMap(entity => catalogDeclaration(entity) ?? []);

const projects = declared.filter(({ ref }) => ref.kind === 'Project');
const assets = declared
  .filter(({ ref }) => ref.kind !== 'Project')
  .map(({ ref, spec }) => ({ ref, spec: spec as unknown as Asked }));

interface Asked {
  image?: { name?: string; version?: string; ref?: string };
  runtime?: { name: string };
  hardware: { profile: string; count?: number };
  replicas?: number;
}

describe('examples', () => {
  it.each(entities)('$kind $metadata.name is valid', async entity => {
    await expect(
      new GreenroomProcessor().validateEntityKind(entity),
    ).resolves.toBe(false);
  });

  it.each(assets)('$ref.name uses standards that are offered', asset => {
    const { image = {}, runtime, hardware } = asset.spec;
    const images = standards.workbenchImages.map(
      ({ name, version }) => `${name} ${version}`,
    );
    const profile = standards.hardwareProfiles.find(
      ({ name }) => name === hardware.profile,
    );
    const used = [
      image.name && `${image.name} ${image.version}`,
      image.ref?.split('/')[0],
      runtime?.name,
    ].filter(Boolean);

    expect([
      ...images,
      ...standards.policy.imageRegistries,
      ...standards.servingRuntimes.map(({ name }) => name),
    ]).toEqual(expect.arrayContaining(used));
    expect(used).toHaveLength(1);
    expect(profile?.accelerator?.count.max ?? 0).toBeGreaterThanOrEqual(
      hardware.count ?? 0,
    );
  });

  it.each(projects)('what $ref.name runs fits into its tier', project => {
    const tier = standards.projectTiers.find(
      ({ name }) => name === project.spec.tier,
    );
    const used = new Map<string, number>();
    const add = (resource: string, amount = 0) =>
      used.set(resource, (used.get(resource) ?? 0) + amount);

    for (const { ref, spec } of assets) {
      const { hardware, replicas = 1 } = spec;
      const profile = standards.hardwareProfiles.find(
        ({ name }) =>
          name === hardware.profile && ref.project === project.ref.name,
      );
      if (!profile) continue;
      const { accelerator, cpu, memory } = profile;
      add('requests.cpu', parseQuantity(cpu.default)! * replicas);
      add('requests.memory', parseQuantity(memory.default)! * replicas);
      if (accelerator) {
        const count = hardware.count ?? accelerator.count.default;
        add(`requests.${accelerator.resource}`, count * replicas);
      }
    }
    const over = [...used].filter(
      ([resource, amount]) =>
        !(parseQuantity(tier?.quota[resource])! >= amount),
    );
    expect(used.size).toBeGreaterThan(0);
    expect(over).toEqual([]);
  });
});
