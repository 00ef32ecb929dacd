import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { spec } from './openapi';

describe('the generated API', () => {
  it('belongs to openapi.yaml; if not, run "yarn generate:api"', () => {
    const text = readFileSync(join(__dirname, 'openapi.yaml'), 'utf8');
    expect(spec).toEqual(parse(text));
  });
});
