import { staleness } from './staleness';

it('takes the first status that knows of a change, or of a later one of its pod', () => {
  const changes = [
    { number: 1, pod: 'a', at: 100 },
    { number: 2, pod: 'b', at: 110 },
    { number: 3, pod: 'a', at: 120 },
  ];
  const stored = [
    { number: 3, at: 150 },
    { number: 3, at: 170 },
    { number: 2, at: 109 },
  ];
  expect(staleness(changes, stored)).toEqual({ ms: [30, 0, 50], lost: 0 });
});

it('counts what no status ever showed', () => {
  const changes = [
    { number: 1, pod: 'a', at: 100 },
    { number: 2, pod: 'a', at: 110 },
  ];
  expect(staleness(changes, [{ number: 1, at: 105 }])).toEqual({
    ms: [5],
    lost: 1,
  });
});
