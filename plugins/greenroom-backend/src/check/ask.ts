import { IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { destinationOf } from './destination';
import { FindingError } from './FindingError';
import { Admitted, Guard } from './Guard';
import { networkFinding } from './networkFinding';

/** What is read of an answer at most; more tells nothing. */
const BODY_LIMIT = 64 * 1024;

/** What probes reach the network with. */
export interface Network {
  guard: Guard;
  /** Certificate authorities to trust; those of Node.js when absent. */
  ca?: string;
  /** Ends everything. */
  signal: AbortSignal;
}

export interface Question {
  method: 'GET' | 'HEAD';
  url: URL;
  headers?: Record<string, string>;
}

/** An answer as it came: redirects are answers too, and not followed. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Its beginning. */
  body: string;
}

/**
 * Asks once, where the guard lets it.
 *
 * @throws FindingError when it does not, or nothing answers
 */
export async function ask(
  question: Question,
  { guard, ca, signal }: Network,
): Promise<Answer> {
  const to = destinationOf(question.url);
  const admitted = await guard.admit(to, signal);
  try {
    return await send(question, admitted, { ca, signal });
  } catch (error) {
    throw new FindingError(
      (error as { code?: string }).code === 'ERR_INVALID_CHAR'
        ? {
            outcome: 'incomplete',
            reason: 'ValuesUnfit',
            message:
              'Nothing was sent: the values contain characters that no login has.',
            fix: 'Supply the values once more; line breaks may have been copied along.',
          }
        : networkFinding(error, to),
    );
  }
}

function send(
  { method, url, headers }: Question,
  { host, port, lookup }: Admitted,
  { ca, signal }: Pick<Network, 'ca' | 'signal'>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? tlsRequest : plainRequest;
    const request = open({
      method,
      host,
      port,
      path: `${url.pathname}${url.search}`,
      headers,
      lookup,
      ca,
      signal,
      // No connection is shared or kept, and no proxy goes elsewhere.
      agent: false,
    });
    request.on('response', response => {
      const { statusCode: status = 0, headers: received } = response;
      const chunks: Buffer[] = [];
      let size = 0;
      const done = () => {
        const body = Buffer.concat(chunks, Math.min(size, BODY_LIMIT));
        resolve({ status, headers: received, body: body.toString('utf8') });
        request.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= BODY_LIMIT) done();
      });
      response.on('end', done);
      response.on('error', reject);
    });
    request.on('error', reject);
    // Whatever else ends it; what is settled already stays so.
    request.on('close', () => reject(new Error('closed')));
    request.end();
  });
}
