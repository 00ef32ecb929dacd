import type { Agent, Dispatcher } from 'undici';
import { asError } from '../asError';
import { Clock, sleep } from '../clock';
import { Deadline } from '../clock/Deadline';
import { agent } from './agent';
import { ApiError, isUnauthorized } from './ApiError';
import { BearerToken } from './BearerToken';
import { AttemptOutcome, CircuitBreaker, CircuitState } from './CircuitBreaker';
import { ClusterConnection } from './ClusterConnection';
import { failure } from './failure';
import { lines } from './lines';
import { RequestReport } from './RequestReport';
import { retryDelay } from './retryDelay';
import { Slots } from './Slots';
import { UnreachableError } from './UnreachableError';

/** One HTTP request, before a credential is added. */
export interface HttpRequest {
  method: Dispatcher.HttpMethod;
  /** Escaped path and query, below the server's URL. */
  path: string;
  headers: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
  timeoutMs: number;
  /** What it is in the words of the API: `get`, `list`, `watch`, `apply`, … */
  verb: string;
  /** Plural of the resource that it is about. */
  resource?: string;
}

/** What the reader of a stream is told besides its lines. */
export interface StreamHooks {
  /** Called when the server has accepted it. */
  onOpen?(): void;
  /** Called for a line that is left out: longer than 16 MiB, or not UTF-8. */
  onMalformed?(error: Error): void;
}

/**
 * HTTP to one API server with one credential, over two agents that live as
 * long as this does: TLS handshakes are paid once, and watches, which hold
 * their connections, never starve requests of theirs.
 */
export class HttpTransport {
  readonly #name: string;
  readonly #origin: string;
  readonly #basePath: string;
  readonly #token: BearerToken;
  readonly #requests: Agent;
  readonly #watches: Agent;
  readonly #slots: Slots;
  readonly #clock: Clock;
  readonly #report?: (report: RequestReport) => void;
  readonly #beforeWrite?: () => Promise<number>;
  readonly #breaker: CircuitBreaker;

  constructor(
    connection: ClusterConnection,
    options: {
      maxInFlight: number;
      clock: Clock;
      onRequest?: (report: RequestReport) => void;
      onConnect?: () => void;
      beforeWrite?: () => Promise<number>;
      circuitBreaker?: CircuitBreaker;
    },
  ) {
    const server = new URL(connection.server);
    this.#name = connection.name;
    this.#origin = server.origin;
    this.#basePath = server.pathname.replace(/\/+$/, '');
    this.#token = new BearerToken(connection.token);
    const { maxInFlight, onConnect } = options;
    this.#requests = agent(connection, { connections: maxInFlight, onConnect });
    this.#watches = agent(connection, { onConnect });
    this.#slots = new Slots(maxInFlight);
    this.#clock = options.clock;
    this.#report = options.onRequest;
    this.#beforeWrite = options.beforeWrite;
    this.#breaker = options.circuitBreaker ?? new CircuitBreaker(options.clock);
  }

  /** Whether requests are sent, or fail at once since the server does not answer. */
  get circuit(): CircuitState {
    return this.#breaker.state;
  }

  /**
   * Sends a request and reads the whole answer.
   *
   * @throws ApiError when the answer is not 2xx; UnreachableError when there
   * is none; the signal's reason when the caller aborts
   */
  async send(request: HttpRequest): Promise<{ text: string; json: boolean }> {
    const idempotent = request.method === 'GET';
    for (let retries = 0; ; retries++) {
      try {
        return await this.#authenticated((token, renewed) =>
          this.#attempt(request, token, renewed || retries > 0),
        );
      } catch (error) {
        const delay = retryDelay(error, { idempotent, retries });
        if (delay === undefined) {
          throw error;
        }
        await sleep(this.#clock, delay, request.signal);
        request.signal?.throwIfAborted();
      }
    }
  }

  /**
   * Sends a GET whose answer does not end, and yields its lines. The timeout
   * covers only the time until the answer begins.
   */
  async *stream(
    request: HttpRequest,
    hooks: StreamHooks,
  ): AsyncGenerator<string> {
    const deadline = new Deadline(
      this.#clock,
      request.timeoutMs,
      request.signal,
    );
    try {
      const answer = await this.#authenticated((token, retry) =>
        this.#exchange(request, {
          via: this.#watches,
          token,
          deadline,
          retry,
          ended: this.#breaker.note,
          read: async opened => opened,
        }),
      );
      deadline.met();
      hooks.onOpen?.();
      yield* lines(answer.body, found =>
        hooks.onMalformed?.(new Error(`${this.#what(request)} sent ${found}`)),
      );
    } catch (error) {
      throw this.#explain(error, request, deadline);
    } finally {
      deadline.abort();
    }
  }

  /** Ends what is under way and closes every connection. */
  async close(): Promise<void> {
    await Promise.all([this.#requests.destroy(), this.#watches.destroy()]);
  }

  async #authenticated<T>(
    attempt: (token: string | undefined, renewed: boolean) => Promise<T>,
  ): Promise<T> {
    const token = await this.#token.get();
    try {
      return await attempt(token, false);
    } catch (error) {
      if (isUnauthorized(error) && (await this.#token.renew(token))) {
        return attempt(await this.#token.get(), true);
      }
      throw error;
    }
  }

  async #attempt(
    request: HttpRequest,
    token: string | undefined,
    retry: boolean,
  ): Promise<{ text: string; json: boolean }> {
    const what = this.#what(request);
    this.#breaker.check(what);
    // The wait for a slot is not the server's fault, so it is not in the timeout.
    const release = await this.#slots.acquire(request.signal);
    try {
      const timeoutMs = await this.#permitted(request);
      const ended = this.#breaker.begin(what);
      const bounded = { ...request, timeoutMs };
      const deadline = new Deadline(this.#clock, timeoutMs, request.signal);
      try {
        return await this.#exchange(bounded, {
          via: this.#requests,
          token,
          deadline,
          retry,
          ended,
          read: async ({ body, headers }) => ({
            text: await body.text(),
            json: isJson(headers['content-type']),
          }),
        });
      } finally {
        deadline.end();
      }
    } finally {
      release();
    }
  }

  /** How long an attempt may take: one that writes has to end while it is permitted. */
  async #permitted({ method, timeoutMs }: HttpRequest): Promise<number> {
    return method === 'GET' || !this.#beforeWrite
      ? timeoutMs
      : Math.min(timeoutMs, await this.#beforeWrite());
  }

  /** Sends a request, reads its answer and tells of both. */
  async #exchange<T>(
    request: HttpRequest,
    how: {
      via: Agent;
      token: string | undefined;
      deadline: Deadline;
      retry: boolean;
      ended(outcome: AttemptOutcome): void;
      read(answer: Dispatcher.ResponseData): Promise<T>;
    },
  ): Promise<T> {
    const started = this.#clock.now();
    let status: number | undefined;
    let error: Error | undefined;
    try {
      const answer = await this.#dispatch(request, how);
      status = answer.statusCode;
      if (!isSuccess(status)) {
        throw failure(this.#what(request), {
          status,
          headers: answer.headers,
          text: await answer.body.text(),
        });
      }
      return await how.read(answer);
    } catch (thrown) {
      error = this.#explain(thrown, request, how.deadline);
      throw error;
    } finally {
      how.ended(outcome(status, error));
      this.#report?.({
        method: request.method,
        verb: request.verb,
        resource: request.resource,
        path: pathOnly(request.path),
        status,
        ms: this.#clock.now() - started,
        retry: how.retry,
        error,
      });
    }
  }

  #dispatch(
    request: HttpRequest,
    how: { via: Agent; token: string | undefined; deadline: Deadline },
  ): Promise<Dispatcher.ResponseData> {
    const { via, token, deadline } = how;
    return via.request({
      origin: this.#origin,
      path: this.#basePath + request.path,
      method: request.method,
      headers: token
        ? { ...request.headers, authorization: `Bearer ${token}` }
        : request.headers,
      body: request.body,
      signal: deadline.signal,
    });
  }

  /** Turns what undici throws into an error that says who could not be reached. */
  #explain(error: unknown, request: HttpRequest, deadline: Deadline): Error {
    if (error instanceof ApiError || error instanceof UnreachableError) {
      return error;
    }
    if (request.signal?.aborted) {
      return asError(request.signal.reason);
    }
    if (deadline.expired) {
      return new UnreachableError(
        `${this.#what(request)} got no answer within ${request.timeoutMs} ms`,
        { code: 'ETIMEDOUT' },
      );
    }
    const cause = asError(error);
    const code = codeOf(cause);
    if (code === undefined || code === 'UND_ERR_INVALID_ARG') {
      return cause;
    }
    return new UnreachableError(
      `${this.#what(request)} failed: ${cause.message || code} (${
        this.#origin
      })`,
      { code, cause },
    );
  }

  #what(request: HttpRequest): string {
    return `cluster '${this.#name}': ${request.method} ${pathOnly(
      request.path,
    )}`;
  }
}

/** An answer is one, whatever it says, and also when it breaks off. */
function outcome(
  status: number | undefined,
  error: Error | undefined,
): AttemptOutcome {
  if (status !== undefined) {
    return 'answered';
  }
  return error instanceof UnreachableError ? 'unanswered' : 'abandoned';
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function isJson(contentType: string | string[] | undefined): boolean {
  return /\bjson\b/.test(String(contentType));
}

function pathOnly(path: string): string {
  return path.split('?', 1)[0];
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
