import { Agent, request } from 'undici';
import { atRate } from '../rig/pacer';
import { serve } from '../rig/side';

/** What one look at a card asks for. */
export interface Look {
  method: 'GET' | 'POST';
  url: string;
  body?: object;
}

let agent: Agent;

/** Looks once. Milliseconds until the whole answer was there. */
async function look({ method, url, body }: Look): Promise<number> {
  const started = performance.now();
  const { statusCode, body: answer } = await request(url, {
    dispatcher: agent,
    method,
    headers: body && { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (statusCode !== 200)
    throw new Error(`${url} answered ${statusCode}: ${text}`);
  return performance.now() - started;
}

/** People who look at cards, each once a second: whether or not the last answer has come. */
const methods = {
  start(): void {
    agent = new Agent({ allowH2: false });
  },

  /** Milliseconds of each look. */
  async watch(
    looks: Look[],
    { viewers, seconds }: { viewers: number; seconds: number },
  ): Promise<number[]> {
    const taken: number[] = [];
    await atRate(
      { perSecond: viewers, seconds, limit: viewers },
      async index => {
        taken.push(await look(looks[index % looks.length]));
      },
    );
    return taken;
  },

  /** Resolves when the status of the asset at each address is of what is declared. */
  async untilApplied(urls: string[]): Promise<void> {
    for (const url of urls) {
      for (;;) {
        const { body } = await request(url, { dispatcher: agent });
        const { status, revision } = (await body.json()) as {
          revision: number;
          status: { observedRevision: number };
        };
        if (status.observedRevision === revision) break;
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    }
  },
};

export type ViewersSide = typeof methods;

serve(methods, () => agent.close());
