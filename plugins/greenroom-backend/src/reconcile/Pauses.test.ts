import { ApplyFailure } from '@greenroom/backstage-plugin-greenroom-node';
import { Failed } from './failure';
import { Change, Pauses } from './Pauses';

type FailureType = ApplyFailure['type'];

const MINUTE = 60_000;

const failed = (type: FailureType, transient?: Error): Failed => ({
  failure: { object: 'Service fraud/explore', type, message: 'no', since: '' },
  transient,
});

describe('the pause after a failure', () => {
  let now = 1_000;
  let pauses: Pauses;
  beforeEach(() => {
    pauses = new Pauses(() => now);
  });

  const fails = (of: Failed, id = 'explore', namespace = 'fraud') =>
    pauses.failed(id, pauses.begin(id, namespace), of);

  it('lasts as long as is said, whatever is looked at meanwhile', () => {
    const pauseMs = fails(failed('Denied'));
    expect(pauseMs).toBeGreaterThan(0.8 * MINUTE);
    expect(pauses.left('explore')).toBe(pauseMs);
    expect(pauses.left('other')).toBe(0);
    now += pauseMs - 1;
    expect(pauses.left('explore')).toBe(1);
    now += 1;
    expect(pauses.left('explore')).toBe(0);
  });

  it('ends with a new declaration, and with success', () => {
    fails(failed('Denied'));
    pauses.end('explore');
    expect(pauses.left('explore')).toBe(0);
    fails(failed('Denied'));
    pauses.declared('explore');
    expect(pauses.left('explore')).toBe(0);
  });

  it('does not begin for what was read before it was declared anew', () => {
    pauses.reads('explore');
    pauses.declared('explore');
    fails(failed('Contended'));
    expect(pauses.left('explore')).toBe(0);

    pauses.reads('explore');
    fails(failed('Contended'));
    expect(pauses.left('explore')).toBeGreaterThan(0);
  });

  it('is none where the watches tell when it is over', () => {
    for (const type of ['Foreign', 'Conflict', 'Terminating'] as const) {
      expect(fails(failed(type))).toBeGreaterThan(0);
      expect(pauses.left('explore')).toBe(0);
    }
  });

  it.each<[Change, FailureType[]]>([
    ['quota', ['Denied']],
    ['served', ['Error', 'Invalid']],
    ['health', ['Error', 'Forbidden', 'Unreachable']],
    [
      'identity',
      ['Contended', 'Denied', 'Error', 'Forbidden', 'Invalid', 'Unreachable'],
    ],
  ])('is ended by a change of %s for what that may heal', (change, types) => {
    const all: FailureType[] = [
      'Contended',
      'Denied',
      'Error',
      'Forbidden',
      'Invalid',
      'Unreachable',
    ];
    for (const type of all) fails(failed(type), type);

    expect(pauses.heal(change)).toEqual(types);

    expect(all.filter(type => pauses.left(type) === 0)).toEqual(types);
  });

  it('is ended by a quota in its own namespace only', () => {
    fails(failed('Denied'), 'explore', 'fraud');
    fails(failed('Denied'), 'train', 'risk');
    expect(pauses.heal('quota', 'risk')).toEqual(['train']);
    expect(pauses.left('explore')).toBeGreaterThan(0);
    expect(pauses.left('train')).toBe(0);
  });

  it('does not begin when what failed began before the change that may heal it', () => {
    const attempt = pauses.begin('explore', 'fraud');
    expect(pauses.heal('health')).toEqual(['explore']);
    expect(pauses.heal('quota', 'fraud')).toEqual(['explore']);
    pauses.failed('explore', attempt, failed('Denied'));
    expect(pauses.left('explore')).toBe(0);

    const other = pauses.begin('explore', 'fraud');
    pauses.heal('health');
    pauses.failed('explore', other, failed('Denied'));
    expect(pauses.left('explore')).toBeGreaterThan(0);

    const before = pauses.begin('explore', 'fraud');
    pauses.declared('explore');
    pauses.failed('explore', before, failed('Denied'));
    expect(pauses.left('explore')).toBe(0);
  });

  it('grows with what time may heal, and is as long as the cluster asks', () => {
    const busy = failed('Error', new Error('busy'));
    const waits = [1, 2, 3, 4].map(() => fails(busy));
    expect(waits).toEqual([5, 10, 20, 40]);
    pauses.heal('health');
    expect(fails(busy)).toBe(80);
    const asks = Object.assign(new Error('busy'), { retryAfterMs: 7_000 });
    expect(fails(failed('Error', asks))).toBe(7_000);
    pauses.end('explore');
    expect(fails(busy)).toBe(5);
  });

  it('begins small after what only people could change', () => {
    for (let minutes = 0; minutes < 60; minutes += 1) fails(failed('Denied'));
    expect(fails(failed('Error', new Error('busy')))).toBe(5);
  });
});
