import { once } from 'node:events';
import {
  Agent,
  createServer,
  IncomingHttpHeaders,
  IncomingMessage,
  request as httpRequest,
  Server,
  ServerResponse,
} from 'node:http';
import {
  Agent as TlsAgent,
  createServer as createTlsServer,
  request as httpsRequest,
  ServerOptions,
} from 'node:https';
import { AddressInfo, Socket } from 'node:net';
import { holds } from './faults/faults';
import { Answer, Exchange, Fault } from './faults/Fault';
import { Matcher, matches } from './faults/Matcher';
import { OpenWatch, Order } from './faults/OpenWatch';
import { RecordedApi, RecordedRequest, Verb } from './RecordedApi';

/** When a fault happens, counted among the requests that its matcher holds for. */
export interface Occurrence {
  /** How many pass unharmed first. Default 0. */
  after?: number;
  /** To how many it happens. Default: to all. */
  times?: number;
}

/** A fault that was put in, until it is taken out. */
export interface Rule {
  /** How many requests it has happened to. */
  readonly happened: number;
  remove(): void;
}

interface ActiveRule {
  matcher: Matcher;
  fault: Fault;
  after: number;
  times: number;
  seen: number;
  happened: number;
}

/**
 * Stands before an API server, passes on what callers send, and lets go wrong
 * what a test says, when it says so. Nothing is left to chance. Its address
 * stays the same through all of it.
 */
export class FaultProxy {
  readonly api = new RecordedApi();
  readonly #target: URL;
  readonly #agent: Agent;
  readonly #tls?: ServerOptions;
  readonly #sockets = new Set<Socket>();
  readonly #watches = new Set<OpenWatch>();
  readonly #held: Matcher[] = [];
  #rules: ActiveRule[] = [];
  #server?: Server;
  #port = 0;

  private constructor(options: ProxyOptions) {
    this.#target = new URL(options.server);
    this.#tls = options.tls;
    this.#agent =
      this.#target.protocol === 'https:'
        ? new TlsAgent({ keepAlive: true, ca: options.ca })
        : new Agent({ keepAlive: true });
  }

  /** Listens on the loopback interface, on a free port. */
  static async to(options: ProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(options);
    await proxy.mend();
    return proxy;
  }

  get url(): string {
    return `${this.#tls ? 'https' : 'http'}://127.0.0.1:${this.#port}`;
  }

  /** Every request so far. */
  get requests(): readonly RecordedRequest[] {
    return this.api.all;
  }

  /** Lets something go wrong from now on; of several rules the newest that applies decides. */
  fault(matcher: Matcher, fault: Fault, occurrence: Occurrence = {}): Rule {
    const { after = 0, times = Infinity } = occurrence;
    const rule = { matcher, fault, after, times, seen: 0, happened: 0 };
    this.#rules = [rule, ...this.#rules];
    return {
      get happened() {
        return rule.happened;
      },
      remove: () => {
        this.#rules = this.#rules.filter(other => other !== rule);
      },
    };
  }

  /** Takes out every fault, and passes on the events that are held back. Watches that are frozen stay so until they are cut. */
  heal(): void {
    this.#rules = [];
    this.releaseEvents();
  }

  /** From now on no connection is accepted, and those there are break: the process at the address has died. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#sockets.forEach(socket => socket.destroy());
    if (server) await new Promise(resolve => server.close(resolve));
  }

  /** Listens again, at the same address. */
  async mend(): Promise<void> {
    if (this.#server) return;
    const listener = (message: IncomingMessage, response: ServerResponse) => {
      void this.#serve(message, response);
    };
    const server = this.#tls
      ? createTlsServer(this.#tls, listener)
      : createServer(listener);
    // A caller keeps its connections for as long as it likes.
    server.keepAliveTimeout = 0;
    server.on('connection', socket => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Swallows every request from now on, and all that watches say: the address is there, and nothing comes from it. */
  blackhole(): Rule {
    this.freezeWatches();
    return this.fault({}, holds);
  }

  /** Watches that are open. */
  watches(matcher: Matcher = {}): OpenWatch[] {
    return [...this.#watches].filter(({ request }) =>
      matches(matcher, request),
    );
  }

  /** Breaks the connections of open watches. */
  cutWatches(matcher?: Matcher): void {
    this.watches(matcher).forEach(watch => watch.cut());
  }

  /** Lets open watches fall silent, without closing them. */
  freezeWatches(matcher?: Matcher): void {
    this.watches(matcher).forEach(watch => watch.freeze());
  }

  /** Puts a line into open watches. */
  inject(line: string | Buffer, matcher?: Matcher): void {
    this.watches(matcher).forEach(watch => watch.inject(line));
  }

  /** Holds back the events of watches, of those too that are opened later: what the caller knows grows old. */
  holdEvents(matcher: Matcher = {}): void {
    this.#held.push(matcher);
    this.watches(matcher).forEach(watch => watch.hold());
  }

  /** Passes on what was held back, in its order or another. */
  releaseEvents(order?: Order): void {
    this.#held.length = 0;
    this.#watches.forEach(watch => watch.release(order));
  }

  /** Closes it for good. */
  async stop(): Promise<void> {
    await this.cut();
    this.#agent.destroy();
  }

  async #serve(
    message: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const body = await readAll(message).catch(() => undefined);
    if (!body) return;
    const request = recordOf(message, body.toString('utf8'));
    this.api.all.push(request);
    response.on('close', () => {
      request.ended = performance.now();
      if (response.headersSent) request.status = response.statusCode;
      this.api.changed();
    });
    this.api.changed();
    const exchange = this.#exchange(request, message, response);
    const fault = this.#faultFor(request);
    request.fault = fault?.name;
    try {
      await (fault ? fault.handle(exchange) : exchange.relay());
    } catch {
      // The API server is not there, or the caller has gone.
      exchange.reset();
    }
  }

  #faultFor(request: RecordedRequest): Fault | undefined {
    let found: Fault | undefined;
    for (const rule of this.#rules) {
      if (matches(rule.matcher, request)) {
        rule.seen += 1;
        const due = rule.seen > rule.after && rule.happened < rule.times;
        if (due && !found) {
          rule.happened += 1;
          found = rule.fault;
        }
      }
    }
    return found;
  }

  #exchange(
    request: RecordedRequest,
    message: IncomingMessage,
    response: ServerResponse,
  ): Exchange {
    const answer = ({ status, headers, body }: Answer) => {
      response.writeHead(status, {
        ...withoutHop(headers),
        'content-length': body.length,
      });
      response.end(body);
    };
    const ask = async () => {
      const source = await this.#forward(request, message, response);
      const body = await readAll(source);
      return { status: source.statusCode ?? 0, headers: source.headers, body };
    };
    return {
      request,
      ask,
      answer,
      relay: async query => {
        const source = await this.#forward(request, message, response, query);
        if (request.verb === 'watch' && source.statusCode === 200) {
          await this.#watch(request, source, response);
        } else {
          const { statusCode = 0, headers } = source;
          const body = await readAll(source);
          answer({ status: statusCode, headers, body });
        }
      },
      reset: () => response.socket?.resetAndDestroy(),
    };
  }

  async #watch(
    request: RecordedRequest,
    source: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const watch = new OpenWatch(request, source, response);
    this.#watches.add(watch);
    response.on('close', () => this.#watches.delete(watch));
    if (this.#held.some(matcher => matches(matcher, request))) watch.hold();
    await watch.relay();
  }

  /** Asks the API server as the caller does; goes when the caller goes. */
  async #forward(
    request: RecordedRequest,
    message: IncomingMessage,
    response: ServerResponse,
    query: Record<string, string> = {},
  ): Promise<IncomingMessage> {
    const search = new URLSearchParams(request.query);
    for (const [name, value] of Object.entries(query)) search.set(name, value);
    const { protocol, hostname, port } = this.#target;
    const send = protocol === 'https:' ? httpsRequest : httpRequest;
    const upstream = send({
      agent: this.#agent,
      hostname,
      port,
      method: message.method,
      path: search.size ? `${request.path}?${search}` : request.path,
      headers: withoutHop(message.headers),
    });
    response.on('close', () => upstream.destroy());
    // Whoever waits for the answer, or reads it, hears of it there.
    upstream.on('error', () => {});
    request.forwarded = true;
    upstream.end(request.body);
    const [source] = await once(upstream, 'response');
    return source;
  }
}

/** What a {@link FaultProxy} stands before, and how. */
export interface ProxyOptions {
  /** URL of the API server. */
  server: string;
  /** The authority behind its certificate, PEM. */
  ca?: string;
  /** Key and certificate to serve with; plain HTTP without. */
  tls?: ServerOptions;
}

function recordOf(message: IncomingMessage, body: string): RecordedRequest {
  const { method = 'GET', url = '/', headers } = message;
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  return {
    method,
    verb: verbOf(method, pathname, searchParams, headers),
    path: pathname,
    query: searchParams,
    body,
    userAgent: headers['user-agent'],
    impersonateUser: headers['impersonate-user']?.toString(),
    started: performance.now(),
    forwarded: false,
  };
}

const VERBS: Record<string, Verb> = {
  POST: 'create',
  PUT: 'update',
  DELETE: 'delete',
};

function verbOf(
  method: string,
  path: string,
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
): Verb {
  if (method === 'PATCH') {
    const applies = headers['content-type']?.includes('apply-patch');
    return applies ? 'apply' : 'patch';
  }
  if (method !== 'GET') return VERBS[method] ?? 'get';
  if (query.has('watch')) return 'watch';
  return isCollection(path) ? 'list' : 'get';
}

/** Below the version: a resource, or a namespace and a resource in it. */
function isCollection(path: string): boolean {
  const [, root, ...rest] = path.split('/');
  if (root !== 'api' && root !== 'apis') return false;
  const below = rest.slice(root === 'api' ? 1 : 2);
  return (
    below.length === 1 || (below.length === 3 && below[0] === 'namespaces')
  );
}

const HOP_BY_HOP = new Set([
  'connection',
  'host',
  'keep-alive',
  'transfer-encoding',
]);

/** Without the headers that are between the two ends of one connection. */
function withoutHop<T>(headers: Record<string, T>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)),
  );
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
