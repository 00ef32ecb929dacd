import { once } from 'node:events';
import { AddressInfo, connect, createServer, Server, Socket } from 'node:net';

/** A connection to the API server that a test can cut and mend. The address stays the same. */
export class Wire {
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #server?: Server;
  #port = 0;

  private constructor(target: URL) {
    this.#target = target;
  }

  static async to(server: string): Promise<Wire> {
    const wire = new Wire(new URL(server));
    await wire.mend();
    return wire;
  }

  get url(): string {
    return `https://127.0.0.1:${this.#port}`;
  }

  async mend(): Promise<void> {
    this.#server = createServer(client => {
      const upstream = connect(
        Number(this.#target.port),
        this.#target.hostname,
      );
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ]) {
        this.#sockets.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.#sockets.delete(from);
          to.destroy();
        });
      }
    });
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#sockets.forEach(socket => socket.destroy());
    if (server) await new Promise(resolve => server.close(resolve));
  }
}
