import { JsonObject } from '@backstage/types';
import { SignalSource } from '../live/LiveQuery';

/** A signals API whose messages the test sends. */
export class FakeSignals implements SignalSource {
  readonly #listeners = new Map<string, Set<(message: JsonObject) => void>>();

  subscribe<T extends JsonObject = JsonObject>(
    channel: string,
    onMessage: (message: T) => void,
  ): { unsubscribe(): void } {
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners);
    const listener = onMessage as (message: JsonObject) => void;
    listeners.add(listener);
    return { unsubscribe: () => listeners.delete(listener) };
  }

  send(channel: string, message: JsonObject): void {
    this.#listeners.get(channel)?.forEach(listener => listener(message));
  }

  /** Channels that somebody listens on. */
  get channels(): string[] {
    return [...this.#listeners]
      .filter(([, listeners]) => listeners.size)
      .map(([channel]) => channel);
  }
}
