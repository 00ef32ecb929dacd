import { environment } from './environment';

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
