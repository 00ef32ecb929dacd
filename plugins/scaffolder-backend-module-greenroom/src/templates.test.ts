import {
  Kind,
  specJsonSchema,
} from '@greenroom/backstage-plugin-greenroom-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

interface Field {
  pattern?: string;
  /** Refused with a reason until something keeps it. */
  notBuilt?: boolean;
  'ui:field'?: string;
  minLength?: number;
  maxLength?: number;
  properties?: Record<string, Field>;
  items?: Field;
}
interface Page {
  propertyNames?: { enum: string[] };
  properties?: Record<string, Field>;
  allOf?: { then: Page }[];
}
interface Template {
  spec: {
    parameters: Page[];
    steps: { action: string; input: Record<string, unknown> }[];
  };
}

const TEMPLATES = resolve(__dirname, '../../../templates');
const read = (path: string) => readFileSync(resolve(TEMPLATES, path), 'utf8');
const template = (name: string) =>
  parse(read(`${name}/template.yaml`)) as Template;

const GOLDEN_PATHS: [string, Kind][] = [
  ['ml-project', 'Project'],
  ['workbench', 'Workbench'],
  ['model-server', 'ModelServer'],
  ['connection', 'Connection'],
];

/** What a page asks for, also where an answer decides what else is asked. */
const fieldsOf = ({ properties, allOf = [] }: Page): Record<string, Field> =>
  Object.assign({}, ...allOf.map(({ then }) => fieldsOf(then)), properties);

const parametersOf = ({ spec }: Template): Record<string, Field> =>
  Object.assign({}, ...spec.parameters.map(fieldsOf));

/** Limits of text fields by path, e.g. `env.items.name`. */
function limits(fields: Record<string, Field> = {}, path = ''): object {
  return Object.entries(fields).reduce((found, [name, field]) => {
    const here = `${path}${name}`;
    const { pattern, minLength, maxLength } = field;
    return {
      ...found,
      ...(pattern && { [here]: { pattern, minLength, maxLength } }),
      ...limits(field.properties, `${here}.`),
      ...(field.items && limits({ items: field.items }, `${here}.`)),
    };
  }, {});
}

/** Pickers that offer what a project may use. */
const OF_PROJECT = [
  'GreenroomHardwarePicker',
  'GreenroomImagePicker',
  'GreenroomConnectionPicker',
];

describe('templates', () => {
  it.each(GOLDEN_PATHS)('%s declares every field of a %s', (name, kind) => {
    const form = template(name);
    const [declare, wait] = form.spec.steps;
    const { properties } = specJsonSchema(kind) as {
      properties: Record<string, Field>;
    };
    const fields = Object.keys(properties)
      .filter(field => !properties[field].notBuilt)
      .sort();

    expect(declare.action).toBe('greenroom:declare');
    expect(wait.action).toBe('greenroom:wait');
    expect(declare.input.kind).toBe(kind);
    // Each passes as the value it is, or not at all: an expression that is only a reference keeps objects, and is not evaluated again.
    expect(declare.input.spec).toEqual(
      Object.fromEntries(
        fields.map(field => [
          field,
          expect.stringMatching(
            `^\\$\\{\\{ parameters\\.${field}( if parameters\\.[a-z]+ == '[A-Za-z0-9]+' else undefined)? \\}\\}$`,
          ),
        ]),
      ),
    );
    expect(Object.keys(parametersOf(form)).sort()).toEqual(
      expect.arrayContaining(fields),
    );
  });

  it.each(GOLDEN_PATHS)('%s refuses what it does not ask for', name => {
    const form = template(name);
    const [{ propertyNames }] = form.spec.parameters;
    expect([...(propertyNames?.enum ?? [])].sort()).toEqual(
      Object.keys(parametersOf(form)).sort(),
    );
  });

  it.each(GOLDEN_PATHS)(
    '%s asks for the project before what it decides on',
    name => {
      const pages = template(name).spec.parameters.map(fieldsOf);
      const pageOf = (wanted: string[]) =>
        pages.findIndex(page =>
          Object.values(page).some(field =>
            wanted.includes(field['ui:field'] ?? ''),
          ),
        );
      const first = pageOf(OF_PROJECT);
      expect(first < 0 || first > pageOf(['GreenroomProjectPicker'])).toBe(
        true,
      );
    },
  );

  it.each(GOLDEN_PATHS)('%s limits text as the schema of %s', (name, kind) => {
    const { properties } = specJsonSchema(kind) as {
      properties: Record<string, Field>;
    };
    const schema = limits(properties);
    const form = limits(parametersOf(template(name)));
    const common = Object.keys(schema).filter(path => path in form);

    expect(common).toContain('owner');
    // A pattern in YAML need not escape "/", which means the same.
    const plain = (all: object) =>
      JSON.parse(JSON.stringify(all).replaceAll('\\\\/', '/'));
    expect(plain(form)).toMatchObject(
      plain(
        Object.fromEntries(Object.entries(schema).filter(([p]) => p in form)),
      ),
    );
  });

  it('all.yaml lists every one of them', () => {
    const [location] = parseAllDocuments(read('all.yaml'));
    expect(location.toJS().spec.targets).toEqual(
      GOLDEN_PATHS.map(([name]) => `./${name}/template.yaml`),
    );
  });
});
