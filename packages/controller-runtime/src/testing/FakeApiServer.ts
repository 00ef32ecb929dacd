import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { createServer as createTlsServer, ServerOptions } from 'node:https';
import { AddressInfo, Socket } from 'node:net';
import { KubernetesObject, Status } from '../transport';

/** What the fake server saw of a request. */
export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Answers a request in place of the fake server, or returns false to leave it to it. */
export type Interceptor = (
  request: SeenRequest,
  response: ServerResponse,
) => boolean;

interface Watch {
  collection: string;
  response: ServerResponse;
}

interface Change {
  version: number;
  collection: string;
  line: string;
}

/**
 * A few hundred lines' worth of API server for unit tests: lists with pages,
 * watches with history, get, create, apply and delete of whatever is put in it;
 * and the ways in which a real one fails, on command.
 */
export class FakeApiServer {
  readonly requests: SeenRequest[] = [];
  readonly #server: Server;
  readonly #tls: boolean;
  readonly #sockets = new Set<Socket>();
  readonly #objects = new Map<string, KubernetesObject>();
  readonly #watches = new Set<Watch>();
  #interceptors: Interceptor[] = [];
  #history: Change[] = [];
  #version = 100;
  #oldest = 0;
  #connections = 0;

  constructor(tls?: ServerOptions) {
    const listener = (request: IncomingMessage, response: ServerResponse) => {
      void this.#serve(request, response);
    };
    this.#tls = tls !== undefined;
    this.#server = tls
      ? createTlsServer(tls, listener)
      : createServer(listener);
    this.#server.on('connection', socket => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#server.on(tls ? 'secureConnection' : 'connection', () => {
      this.#connections += 1;
    });
  }

  /** Listens on the loopback interface, by default on a free port. */
  async start(port = 0): Promise<this> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    this.#sockets.forEach(socket => socket.destroy());
    this.#server.close();
    await once(this.#server, 'close');
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `${this.#tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  }

  /** How many connections (with TLS: handshakes) were made so far. */
  get connections(): number {
    return this.#connections;
  }

  /** How many watches are open. */
  get watches(): number {
    return this.#watches.size;
  }

  /** Requests for a list, or for a watch, so far. */
  count(what: 'list' | 'watch'): number {
    return this.requests.filter(
      ({ method, query }) =>
        method === 'GET' && query.has('watch') === (what === 'watch'),
    ).length;
  }

  /** Stores an object at a path such as `/api/v1/namespaces/a/configmaps/b`, and tells the watches. */
  put(path: string, object: KubernetesObject): KubernetesObject {
    const known = this.#objects.get(path);
    const version = this.#next();
    const stored: KubernetesObject = {
      ...known,
      ...object,
      metadata: {
        ...known?.metadata,
        ...object.metadata,
        uid: known?.metadata.uid ?? `uid-${version}`,
        resourceVersion: String(version),
      },
    };
    this.#objects.set(path, stored);
    this.#publish(path, version, known ? 'MODIFIED' : 'ADDED', stored);
    return stored;
  }

  get(path: string): KubernetesObject | undefined {
    return this.#objects.get(path);
  }

  remove(path: string): void {
    const known = this.#objects.get(path);
    if (known) {
      const version = this.#next();
      this.#objects.delete(path);
      this.#publish(path, version, 'DELETED', {
        ...known,
        metadata: { ...known.metadata, resourceVersion: String(version) },
      });
    }
  }

  /** Puts something before the server's own answers; the newest is asked first. */
  intercept(interceptor: Interceptor): void {
    this.#interceptors = [interceptor, ...this.#interceptors];
  }

  /** Answers the next request that the predicate holds for with this. */
  failNext(
    when: (request: SeenRequest) => boolean,
    status: number,
    options: { headers?: Record<string, string>; body?: string } = {},
  ): void {
    let left = 1;
    this.intercept((request, response) => {
      if (left === 0 || !when(request)) {
        return false;
      }
      left -= 1;
      response.writeHead(status, options.headers);
      response.end(options.body ?? statusBody(status));
      return true;
    });
  }

  /** Sends a raw line to every watch. */
  send(line: string | Buffer): void {
    this.#watches.forEach(({ response }) => {
      response.write(line);
      response.write('\n');
    });
  }

  /** Tells every watch how far the collection is. */
  bookmark(): void {
    const metadata = { resourceVersion: String(this.#next()) };
    this.send(JSON.stringify({ type: 'BOOKMARK', object: { metadata } }));
  }

  /** Ends every watch as the server does when their time is over. */
  endWatches(): void {
    this.#drain().forEach(({ response }) => response.end());
  }

  /** Breaks the connection of every watch. */
  resetWatches(): void {
    this.#drain().forEach(({ response }) => response.socket?.resetAndDestroy());
  }

  /** Forgets the history: older resource versions are gone from now on. */
  compact(): void {
    this.#history = [];
    this.#oldest = this.#next();
  }

  #drain(): Watch[] {
    const watches = [...this.#watches];
    this.#watches.clear();
    return watches;
  }

  #next(): number {
    this.#version += 1;
    return this.#version;
  }

  #publish(
    path: string,
    version: number,
    type: string,
    object: KubernetesObject,
  ): void {
    const line = `${JSON.stringify({ type, object })}\n`;
    for (const collection of collectionsOf(path)) {
      this.#history.push({ version, collection, line });
      for (const watch of this.#watches) {
        if (watch.collection === collection) {
          watch.response.write(line);
        }
      }
    }
  }

  async #serve(
    message: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) {
      chunks.push(chunk);
    }
    const [path, search] = (message.url ?? '').split('?');
    const request: SeenRequest = {
      method: message.method ?? '',
      path,
      query: new URLSearchParams(search),
      headers: message.headers,
      body: Buffer.concat(chunks).toString(),
    };
    this.requests.push(request);
    const taken = this.#interceptors.some(intercept =>
      intercept(request, response),
    );
    if (!taken) {
      this.#answer(request, response);
    }
  }

  #answer(request: SeenRequest, response: ServerResponse): void {
    const { method, path, query, body } = request;
    const known = this.#objects.get(path);
    if (method === 'PATCH' || method === 'POST') {
      const object = JSON.parse(body);
      const target =
        method === 'POST' ? `${path}/${object.metadata.name}` : path;
      json(response, known ? 200 : 201, this.put(target, object));
    } else if (query.has('watch')) {
      this.#watch(request, response);
    } else if (method === 'GET' && (known || isCollection(path))) {
      json(response, 200, known ?? this.#list(path, query));
    } else if (method === 'DELETE' && known) {
      this.remove(path);
      json(response, 200, known);
    } else {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end(statusBody(404));
    }
  }

  #list(collection: string, query: URLSearchParams) {
    const all = [...this.#objects].flatMap(([path, object]) =>
      collectionsOf(path).includes(collection) ? [object] : [],
    );
    const from = Number(query.get('continue') ?? 0);
    const to = from + Number(query.get('limit') ?? all.length);
    return {
      kind: 'List',
      metadata: {
        resourceVersion: String(this.#version),
        continue: to < all.length ? String(to) : undefined,
      },
      items: all.slice(from, to),
    };
  }

  #watch({ path, query }: SeenRequest, response: ServerResponse): void {
    const since = Number(query.get('resourceVersion'));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    if (since < this.#oldest) {
      const object = JSON.parse(statusBody(410));
      response.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
      return;
    }
    this.#history
      .filter(change => change.collection === path && change.version > since)
      .forEach(({ line }) => response.write(line));
    const watch = { collection: path, response };
    this.#watches.add(watch);
    response.on('close', () => this.#watches.delete(watch));
  }
}

/** The collections that an object's path belongs to: that of its namespace and that of all namespaces. */
function collectionsOf(path: string): string[] {
  const own = path.slice(0, path.lastIndexOf('/'));
  const all = own.replace(/\/namespaces\/[^/]+(?=\/)/, '');
  return all === own ? [own] : [own, all];
}

function isCollection(path: string): boolean {
  const [, root, ...rest] = path.split('/');
  const below = root === 'api' ? rest.slice(1) : rest.slice(2);
  return below.length % 2 === 1;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** A `Status` as the API server sends it. */
export function statusBody(
  code: number,
  more: Pick<Status, 'reason' | 'message' | 'details'> = {},
): string {
  return JSON.stringify({
    kind: 'Status',
    status: 'Failure',
    code,
    message: `fake ${code}`,
    ...more,
  });
}
