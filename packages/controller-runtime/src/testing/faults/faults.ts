import { setTimeout as sleep } from 'node:timers/promises';
import type { Status } from '../../transport';
import { Fault } from './Fault';

/** Answers in place of the API server, with a `Status` as that sends it. */
export function answers(
  code: number,
  options: {
    /** In seconds. */
    retryAfter?: number;
    status?: Pick<Status, 'reason' | 'message' | 'details'>;
  } = {},
): Fault {
  const { retryAfter, status } = options;
  const body = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `injected ${code}`,
    ...status,
    code,
  };
  return {
    name: `answers ${code}`,
    handle: exchange =>
      exchange.answer({
        status: code,
        headers: {
          'content-type': 'application/json',
          ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
        },
        body: Buffer.from(JSON.stringify(body)),
      }),
  };
}

/** Breaks the connection before the API server hears of the request. */
export const resets: Fault = {
  name: 'resets',
  handle: exchange => exchange.reset(),
};

/** The API server does what was asked, and its answer is lost. */
export const losesAnswer: Fault = {
  name: 'loses the answer',
  handle: async exchange => {
    await exchange.ask();
    exchange.reset();
  },
};

/** Takes the request and never answers, as over a network that drops packets. */
export const holds: Fault = { name: 'holds', handle: () => {} };

/** The API server does what was asked; the answer never comes, and the connection stays. */
export const holdsAnswer: Fault = {
  name: 'holds the answer',
  handle: async exchange => {
    await exchange.ask();
  },
};

/** Lets time pass before the API server is asked, after it has answered, or both. */
export function delays(ms: { before?: number; after?: number }): Fault {
  return {
    name: 'delays',
    handle: async exchange => {
      if (ms.before) await sleep(ms.before, undefined, { ref: false });
      if (!ms.after) {
        await exchange.relay();
        return;
      }
      const answer = await exchange.ask();
      await sleep(ms.after, undefined, { ref: false });
      exchange.answer(answer);
    },
  };
}

/** Lets the API server end a watch after this many seconds, not when the caller asks for it; it sends a bookmark 2 s before. */
export function endsAfter(seconds: number): Fault {
  return {
    name: `ends after ${seconds} s`,
    handle: exchange => exchange.relay({ timeoutSeconds: String(seconds) }),
  };
}
