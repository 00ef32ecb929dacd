import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  RequestListener,
  Server,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { AddressKind } from '../addresses';
import { AllowedHost } from '../allowedHosts';
import { CheckerOptions } from '../ConnectionChecker';
import { certificate } from './certificate';

/** A web server on loopback that remembers what it was asked. */
export class LoopbackServer {
  readonly asked: IncomingMessage[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', request => this.asked.push(request));
  }

  static async start(
    listener: RequestListener,
    { tls = true } = {},
  ): Promise<LoopbackServer> {
    const server = tls
      ? createTlsServer(certificate, listener)
      : createServer(listener);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new LoopbackServer(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

export function allowed(
  name: string,
  port?: number,
  more: Partial<AllowedHost> = {},
): AllowedHost {
  return {
    name,
    port,
    plaintext: false,
    privateAddresses: false,
    ...more,
  };
}

/** As in production, but that every name leads to loopback, loopback is a place to go, and the tests' certificate is trusted. */
export function onLoopback(...hosts: AllowedHost[]): CheckerOptions {
  return {
    allowed: hosts,
    ca: certificate.cert,
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    addressKind: (address): AddressKind =>
      address === '127.0.0.1' ? 'public' : 'forbidden',
  };
}
