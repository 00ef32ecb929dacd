import {
  anEvent,
  aPod,
  aStatusContext,
  aWorkload,
  DECLARED_AT,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { unanswered } from '../association';
import { explained } from '../testUtils/anEvidence';

const NOTEBOOK = 'Notebook fraud/explore';
const at = (seconds: number) => Date.parse(DECLARED_AT) + seconds * 1000;

describe('a controller that says and does nothing', () => {
  const silent = (now: number, more = {}) =>
    explained({
      unanswered: { object: NOTEBOOK, since: DECLARED_AT },
      context: aStatusContext({ now }),
      ...more,
    });

  it('is named when it has had its time', () => {
    expect(silent(at(119))).toBeUndefined();
    expect(silent(at(120))).toEqual({
      reason: 'ControllerSilent',
      summary:
        "The cluster's Notebook controller has made nothing of it for over 2 minutes; it may not be running.",
      chain: [
        {
          object: NOTEBOOK,
          evidence: `There since ${DECLARED_AT}; it has no pod, nor is there any event about it.`,
        },
      ],
      fixes: [
        {
          text: 'Ask the platform team whether the controller of Notebooks runs, and what it logs about this one',
        },
      ],
    });
  });

  it('says the same for as long as it lasts', () => {
    expect(silent(at(3600))).toEqual(silent(at(120)));
  });

  it('is not blamed where anything has come of it', () => {
    const event = anEvent('StatefulSet/explore', 'SuccessfulCreate', 'made');
    for (const more of [{ pods: [aPod().build()] }, { events: [event] }]) {
      expect(silent(at(600), more)).toBeUndefined();
    }
    const refusals = [{ object: 'StatefulSet fraud/explore', message: 'no' }];
    expect(silent(at(600), { refusals })?.reason).not.toBe('ControllerSilent');
  });
});

describe('unanswered', () => {
  const root = {
    object: NOTEBOOK,
    exists: true,
    stopped: false,
    createdAt: DECLARED_AT,
  };
  const EARLIER = '2026-08-01T09:00:00.000Z';
  const LATER = '2026-08-01T11:00:00.000Z';

  it('is the last object that somebody made', () => {
    expect(unanswered(root, undefined, EARLIER)).toEqual({
      object: NOTEBOOK,
      since: DECLARED_AT,
    });
    const untouched = aWorkload('StatefulSet', 'explore', {
      observedGeneration: undefined,
    });
    expect(unanswered(root, untouched, EARLIER)).toEqual({
      object: 'StatefulSet fraud/explore',
      since: DECLARED_AT,
    });
    const answered = aWorkload('StatefulSet', 'explore');
    expect(unanswered(root, answered, EARLIER)).toBeUndefined();
  });

  it('counts from the last start', () => {
    expect(unanswered(root, undefined, LATER)?.since).toBe(LATER);
  });

  it.each([
    ['is not there', { exists: false }],
    ['is to be stopped', { stopped: true }],
    ['tells what its controller said', { answered: true }],
  ])('is nothing when the object %s', (_, more) => {
    expect(
      unanswered({ ...root, ...more }, undefined, EARLIER),
    ).toBeUndefined();
  });
});
