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
