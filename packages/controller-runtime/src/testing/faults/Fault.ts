import type { RecordedRequest } from '../RecordedApi';

/** An answer as it goes over the wire. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  body: Buffer;
}

/** One request in the hands of a fault: it decides what the caller gets to see. */
export interface Exchange {
  readonly request: RecordedRequest;
  /** Lets the API server answer; the caller sees nothing of it yet. */
  ask(): Promise<Answer>;
  /**
   * Lets the API server answer, and passes it on as it comes; of a watch, until
   * it ends. What is set in `query` is asked for instead of what the caller asked for.
   */
  relay(query?: Record<string, string>): Promise<void>;
  /** Answers the caller. */
  answer(answer: Answer): void;
  /** Breaks the caller's connection. */
  reset(): void;
}

/** One way in which a request can go wrong. */
export interface Fault {
  /** What the record says was done to the request. */
  readonly name: string;
  /** A fault that returns without having answered leaves the caller waiting. */
  handle(exchange: Exchange): Promise<void> | void;
}
