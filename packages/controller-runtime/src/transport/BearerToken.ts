import { ClusterConnection } from './ClusterConnection';

/** The bearer token of a connection; one that is read by a function is read once, and again when the server refuses it. */
export class BearerToken {
  readonly #source: ClusterConnection['token'];
  #current?: Promise<string>;

  constructor(source: ClusterConnection['token']) {
    this.#source = source;
  }

  /** The token now, or undefined when the connection has none. */
  async get(): Promise<string | undefined> {
    const source = this.#source;
    if (typeof source !== 'function') {
      return source;
    }
    if (!this.#current) {
      const reading = source();
      this.#current = reading;
      // A failed reading is not kept: the next request tries again.
      reading.catch(() => this.#forget(reading));
    }
    return this.#current;
  }

  /**
   * Reads again, unless another request has done so since `refused` was sent.
   * Resolves to whether there is now a token worth another try.
   */
  async renew(refused: string | undefined): Promise<boolean> {
    if (typeof this.#source !== 'function') {
      return false;
    }
    const seen = this.#current;
    if ((await this.get()) === refused) {
      this.#forget(seen);
    }
    await this.get();
    return true;
  }

  #forget(reading: Promise<string> | undefined): void {
    if (this.#current === reading) {
      this.#current = undefined;
    }
  }
}
