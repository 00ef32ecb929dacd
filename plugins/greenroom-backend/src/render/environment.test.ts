import { environment } from './environment';

it('takes values from Secrets and ConfigMaps', () => {
  const key = { name: 'db', key: 'url' };
  expect(
    environment(
      [],
      [
        { name: 'A', secret: key },
        { name: 'B', configMap: key },
        { name: 'C', value: '' },
      ],
    ),
  ).toEqual([
    { name: 'A', valueFrom: { secretKeyRef: key } },
    { name: 'B', valueFrom: { configMapKeyRef: key } },
    { name: 'C', value: '' },
  ]);
});

it('lets a declaration say otherwise than its tier', () => {
  const variable = (name: string, value: string) => ({ name, value });
  expect(
    environment(
      [variable('HF_HOME', '/cache')],
      [variable('HTTP_PROXY', 'http://mine')],
      [
        variable('HF_HOME', '/other'),
        variable('HTTP_PROXY', 'http://company'),
        variable('PIP_INDEX_URL', 'https://pip'),
      ],
    ),
  ).toEqual([
    variable('HF_HOME', '/cache'),
    variable('PIP_INDEX_URL', 'https://pip'),
    variable('HTTP_PROXY', 'http://mine'),
  ]);
});

it('lets our own variables win, since probes depend on them', () => {
  expect(
    environment(
      [{ name: 'NB_PREFIX', value: '/notebook/fraud/explore' }],
      [
        { name: 'NB_PREFIX', value: '/' },
        { name: 'LOG_LEVEL', value: 'info' },
      ],
    ),
  ).toEqual([
    { name: 'NB_PREFIX', value: '/notebook/fraud/explore' },
    { name: 'LOG_LEVEL', value: 'info' },
  ]);
});
