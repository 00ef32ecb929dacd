import { Agent, Dispatcher } from 'undici';
import { asError } from '../asError';
import { Clock, sleep } from '../clock';
import { Deadline } from '../clock/Deadline';
import { ApiError, isUnauthorized } from './ApiError';
import { BearerToken } from './BearerToken';
import { CircuitBreaker } from './CircuitBreaker';
import { ClusterConnection } from './ClusterConnection';
import { failure } from './failure';
import { lines } from './lines';
import { retryDelay } from './retryDelay';
import { Slots } from './Slots';
import { UnreachableError } from './UnreachableError';

/** Idle connections are kept this long; the API server itself closes them after 90 s. */
const KEEP_ALIVE_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;

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

/** What is known of one attempt at a request when it has ended. The path has no query. */
export interface RequestReport {
  method: string;
  /** `get`, `list`, `watch`, `create`, `apply`, `patch`, `delete`, or the method of another request. */
  verb: string;
  /** Plural of the resource that it is about; absent for other paths. */
  resource?: string;
  path: string;
  /** Absent when no answer came. */
  status?: number;
  /** Until the whole answer was read; of a watch, until it was open. */
  ms: number;
  error?: Error;
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
      beforeWrite?: () => Promise<number>;
    },
  ) {
    const server = new URL(connection.server);
    this.#name = connection.name;
    this.#origin = server.origin;
    this.#basePath = server.pathname.replace(/\/+$/, '');
    this.#token = new BearerToken(connection.token);
    this.#requests = agent(connection, { connections: options.maxInFlight });
    this.#watches = agent(connection, {});
    this.#slots = new Slots(options.maxInFlight);
    this.#clock = options.clock;
    this.#report = options.onRequest;
    this.#beforeWrite = options.beforeWrite;
    this.#breaker = new CircuitBreaker(options.clock);
  }

  /** Whether the server has not answered for so long that requests fail at once. */
  get circuitOpen(): boolean {
    return this.#breaker.open;
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
        return await this.#authenticated(token =>
          this.#attempt(request, token),
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
    onOpen?: () => void,
  ): AsyncGenerator<string> {
    const deadline = new Deadline(
      this.#clock,
      request.timeoutMs,
      request.signal,
    );
    try {
      const answer = await this.#authenticated(token =>
        this.#open(request, token, deadline),
      );
      deadline.met();
      onOpen?.();
      yield* lines(answer.body);
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
    attempt: (token: string | undefined) => Promise<T>,
  ): Promise<T> {
    const token = await this.#token.get();
    try {
      return await attempt(token);
    } catch (error) {
      if (isUnauthorized(error) && (await this.#token.renew(token))) {
        return attempt(await this.#token.get());
      }
      throw error;
    }
  }

  async #attempt(
    request: HttpRequest,
    token: string | undefined,
  ): Promise<{ text: string; json: boolean }> {
    // The wait for a slot is not the server's fault, so it is not in the timeout.
    const release = await this.#slots.acquire(request.signal);
    try {
      this.#breaker.enter(this.#what(request));
      const timeoutMs = await this.#timeout(request);
      return await this.#exchange({ ...request, timeoutMs }, token);
    } finally {
      release();
    }
  }

  /** A write has to end while it is permitted. */
  async #timeout({ method, timeoutMs }: HttpRequest): Promise<number> {
    if (method === 'GET' || !this.#beforeWrite) return timeoutMs;
    try {
      return Math.min(timeoutMs, await this.#beforeWrite());
    } catch (error) {
      this.#breaker.abandoned();
      throw error;
    }
  }

  async #exchange(
    request: HttpRequest,
    token: string | undefined,
  ): Promise<{ text: string; json: boolean }> {
    const deadline = new Deadline(
      this.#clock,
      request.timeoutMs,
      request.signal,
    );
    const report = this.#start(request);
    let status: number | undefined;
    try {
      const answer = await this.#dispatch(
        this.#requests,
        request,
        token,
        deadline,
      );
      status = answer.statusCode;
      const text = await answer.body.text();
      if (!isSuccess(status)) {
        throw failure(this.#what(request), {
          status,
          headers: answer.headers,
          text,
        });
      }
      report({ status });
      return { text, json: isJson(answer.headers['content-type']) };
    } catch (error) {
      const explained = this.#explain(error, request, deadline);
      report({ status, error: explained });
      throw explained;
    } finally {
      deadline.end();
    }
  }

  async #open(
    request: HttpRequest,
    token: string | undefined,
    deadline: Deadline,
  ): Promise<Dispatcher.ResponseData> {
    const report = this.#start(request);
    let status: number | undefined;
    try {
      const answer = await this.#dispatch(
        this.#watches,
        request,
        token,
        deadline,
      );
      status = answer.statusCode;
      if (!isSuccess(status)) {
        throw failure(this.#what(request), {
          status,
          headers: answer.headers,
          text: await answer.body.text(),
        });
      }
      report({ status });
      return answer;
    } catch (error) {
      const explained = this.#explain(error, request, deadline);
      report({ status, error: explained });
      throw explained;
    }
  }

  #dispatch(
    via: Agent,
    request: HttpRequest,
    token: string | undefined,
    deadline: Deadline,
  ): Promise<Dispatcher.ResponseData> {
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

  /** Returns what to call with the end of an attempt. */
  #start({
    method,
    path,
    verb,
    resource,
  }: HttpRequest): (end: Pick<RequestReport, 'status' | 'error'>) => void {
    const started = this.#clock.now();
    return end => {
      if (end.status !== undefined) this.#breaker.answered();
      else if (end.error instanceof UnreachableError)
        this.#breaker.unanswered();
      else this.#breaker.abandoned();
      this.#report?.({
        method,
        verb,
        resource,
        path: pathOnly(path),
        ms: this.#clock.now() - started,
        ...end,
      });
    };
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

function agent(
  connection: ClusterConnection,
  options: { connections?: number },
): Agent {
  return new Agent({
    ...options,
    // Over HTTP/1.1 an aborted request takes its socket along, so a half-open
    // connection is never used again; over HTTP/2 the session would stay.
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    // A Deadline bounds requests; a quiet watch may be silent for a minute.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      ca: connection.ca,
      cert: connection.cert,
      key: connection.key,
      servername: connection.serverName,
      rejectUnauthorized: !connection.skipTlsVerify,
    },
  });
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
