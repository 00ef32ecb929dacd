import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(__dirname, '..');
const readme = readFileSync(join(source, '../README.md'), 'utf8');

/** The names that a room exports, types too. */
function exportsOf(room: string): string[] {
  const index = readFileSync(join(source, room, 'index.ts'), 'utf8');
  return [...index.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(
    ([, names]) => names.match(/\w+/g) ?? [],
  );
}

describe('the README', () => {
  it('has the example as it is here', () => {
    const [, example] = readme.match(/```ts\n(import[\s\S]*?)```/) ?? [];
    const here = readFileSync(join(__dirname, 'welcome.ts'), 'utf8');
    // Here, the package is not called by its name.
    expect(example).toBe(
      here.replace("'../index'", "'@greenroom/controller-runtime'"),
    );
  });

  it('names every export in the row of its room', () => {
    const rooms = readdirSync(source, { withFileTypes: true })
      .filter(entry => entry.isDirectory() && entry.name !== 'examples')
      .map(({ name }) => name);
    expect(rooms).toContain('leases');
    for (const room of rooms) {
      const named = readme
        .split('\n')
        .filter(line => line.startsWith(`| ${room} `))
        .flatMap(line => line.match(/\w+/g) ?? []);
      expect(named).toEqual(expect.arrayContaining(exportsOf(room)));
    }
  });
});
