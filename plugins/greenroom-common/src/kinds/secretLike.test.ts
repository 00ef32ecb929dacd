import { declarationWarnings } from './secretLike';

describe('declarationWarnings', () => {
  const PEM = ['-----BEGIN RSA PRIVATE', 'KEY-----'].join(' ');

  it.each([
    `${PEM}\nMIIE`,
    `AKIA${'A1'.repeat(8)}`,
    `ghp_${'a1'.repeat(18)}`,
    `glpat-${'a'.repeat(20)}`,
    `hf_${'a'.repeat(34)}`,
    `sk-${'a'.repeat(24)}`,
    `eyJ${'a'.repeat(20)}.${'b'.repeat(20)}.c`,
    'postgres://dana:hunter2@db.example.org/fraud',
  ])('warns of what looks like a credential, without repeating it', value => {
    const warnings = declarationWarnings({
      env: [
        { name: 'LEVEL', value: 'info' },
        { name: 'SETTING', value },
      ],
    });
    expect(warnings).toEqual([
      {
        field: 'spec.env[1].value',
        message: expect.stringContaining('looks like a credential'),
      },
    ]);
    expect(JSON.stringify(warnings)).not.toContain(value);
  });

  it.each(['info', 'https://example.org/a@b', 's3://models/a', 'task-runner'])(
    'does not warn of %s',
    value => {
      expect(declarationWarnings({ env: [{ name: 'A', value }] })).toEqual([]);
    },
  );

  it('takes what nobody has checked yet', () => {
    for (const spec of [{}, { env: {} }, { env: [null, 1, {}] }]) {
      expect(declarationWarnings(spec)).toEqual([]);
    }
  });
});
