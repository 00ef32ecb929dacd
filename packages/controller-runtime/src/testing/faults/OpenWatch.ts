import { IncomingMessage, ServerResponse } from 'node:http';
import type { RecordedRequest } from '../RecordedApi';

const NEWLINE = 0x0a;

/** The lines of a watch that were held back, put in the order in which they are to come. */
export type Order = (lines: readonly string[]) => readonly string[];

/** A watch that is being passed on, line by line. */
export class OpenWatch {
  readonly request: RecordedRequest;
  readonly #source: IncomingMessage;
  readonly #caller: ServerResponse;
  #rest = Buffer.alloc(0);
  #held?: string[];
  #frozen = false;

  constructor(
    request: RecordedRequest,
    source: IncomingMessage,
    caller: ServerResponse,
  ) {
    this.request = request;
    this.#source = source;
    this.#caller = caller;
  }

  /** Passes on until the API server ends it, or the caller goes. */
  async relay(): Promise<void> {
    const { statusCode = 200, headers } = this.#source;
    this.#caller.writeHead(statusCode, headers);
    this.#caller.flushHeaders();
    try {
      for await (const chunk of this.#source) this.#take(chunk);
    } catch {
      // The API server broke it off, or the caller has gone.
      if (!this.#frozen) this.cut();
    }
    if (!this.#frozen) this.#caller.end(this.#rest);
  }

  /** Breaks the connection. */
  cut(): void {
    this.#caller.socket?.resetAndDestroy();
  }

  /** Ends it as the API server does when its time is over. */
  end(): void {
    this.#caller.end();
  }

  /** From now on nothing comes, and nothing tells so: half open. */
  freeze(): void {
    this.#frozen = true;
  }

  /** Puts a line in between, whatever it says. */
  inject(line: string | Buffer): void {
    this.#caller.write(line);
    this.#caller.write('\n');
  }

  /** Holds back what comes from now on; bookmarks too. */
  hold(): void {
    this.#held ??= [];
  }

  /** How many lines are held back. */
  get held(): number {
    return this.#held?.length ?? 0;
  }

  /** Passes on what was held back, and what comes from now on. */
  release(order: Order = lines => lines): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    order(held).forEach(line => this.#caller.write(line));
  }

  #take(chunk: Buffer): void {
    if (this.#frozen) return;
    const bytes = Buffer.concat([this.#rest, chunk]);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    this.#rest = bytes.subarray(end);
    const whole = bytes.subarray(0, end);
    if (this.#held) {
      this.#held.push(...(whole.toString('utf8').match(/[^\n]*\n/g) ?? []));
    } else if (whole.length) {
      this.#caller.write(whole);
    }
  }
}
