import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { PrometheusError } from './PrometheusError';

export interface Post {
  url: URL;
  form: URLSearchParams;
  token?: string;
  agent: PlainAgent | TlsAgent;
  /** An answer with more bytes is none. */
  mostBytes: number;
  signal: AbortSignal;
}

/** The agent for an address: connections are kept for the next query, and few. */
export function agentFor(url: URL, ca?: string): PlainAgent | TlsAgent {
  const few = { keepAlive: true, maxSockets: 4 };
  return url.protocol === 'https:'
    ? new TlsAgent({ ...few, ca })
    : new PlainAgent(few);
}

/**
 * Sends a form once. A redirect is an answer too: it is not followed, since the
 * token would go along.
 *
 * @throws PrometheusError when the answer is too large; what Node.js throws when there is none
 */
export function post({
  url,
  form,
  token,
  agent,
  mostBytes,
  signal,
}: Post): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? tlsRequest : plainRequest;
    const request = open(url, {
      method: 'POST',
      agent,
      signal,
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        ...(token && { authorization: `Bearer ${token}` }),
      },
    });
    request.on('response', response => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size <= mostBytes) return;
        reject(
          new PrometheusError(
            'badAnswer',
            `the answer has more than ${mostBytes} bytes`,
          ),
        );
        request.destroy();
      });
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(form.toString());
  });
}
