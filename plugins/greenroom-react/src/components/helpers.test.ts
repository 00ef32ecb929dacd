import { NOON, SCRIPT_ADDRESS } from '../testUtils';
import { timeAgo } from './formatTimeAgo';
import { safeHref } from './safeHref';

const noon = Date.parse(NOON);
const SECOND = 1000;
const HOUR = 3600 * SECOND;

describe('timeAgo', () => {
  it.each([
    [0, 'just now'],
    [59 * SECOND, 'just now'],
    [60 * SECOND, '1 minute ago'],
    [3 * HOUR, '3 hours ago'],
    [24 * HOUR, 'yesterday'],
    [72 * HOUR, '3 days ago'],
    // The server's clock may be ahead of the reader's.
    [-5 * HOUR, 'just now'],
  ])('says of %s ms: %s', (age, text) => {
    expect(timeAgo(NOON, noon + age)).toBe(text);
  });

  it('reads a time of any zone', () => {
    expect(timeAgo('2026-07-01T14:00:00+02:00', noon + 2 * HOUR)).toBe(
      '2 hours ago',
    );
  });

  it('has no words for what is no time', () => {
    expect(timeAgo('soon', noon)).toBeUndefined();
  });
});

describe('safeHref', () => {
  it.each([
    'https://a.example/x',
    'http://localhost:8888/',
    '/catalog/default/group/fraud',
  ])('lets %s be a link', address => {
    expect(safeHref(address)).toBe(address);
  });

  it.each([
    SCRIPT_ADDRESS,
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    'https://dana:hunter2@a.example/x',
    'https://a.example@evil.example/',
    'explore.fraud.svc',
    '',
  ])('keeps %s text', address => {
    expect(safeHref(address)).toBeUndefined();
  });
});
