import { CheckFinding } from '@greenroom/backstage-plugin-greenroom-common';
import { Answer } from '../ask';

/** What an answer means that is not one that the protocol has. */
export function strangeAnswer(
  { status }: Answer,
  host: string,
  what: string,
): CheckFinding {
  if (status >= 300 && status < 400) {
    return {
      outcome: 'unclear',
      reason: 'Redirected',
      message: `${host} answers with a redirect, and checks follow none.`,
      fix: 'Declare the address that it leads to.',
    };
  }
  if (status === 429) {
    return {
      outcome: 'unclear',
      reason: 'TooManyRequests',
      message: `${host} answers that it is asked too often.`,
      fix: 'Try again in a few minutes.',
    };
  }
  if (status >= 500) {
    return {
      outcome: 'unclear',
      reason: 'ServerFailing',
      message: `${host} answers that it has a problem of its own (${status}).`,
      fix: 'Try again in a few minutes. If it stays so, ask whoever runs it.',
    };
  }
  return {
    outcome: 'unclear',
    reason: 'AnswerNotUnderstood',
    message: `${host} answers (${status}), but not as ${what} does.`,
    fix: 'Check host and port of the address.',
  };
}
