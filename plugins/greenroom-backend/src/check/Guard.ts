import { lookup as lookUp } from 'node:dns/promises';
import { LookupAddress } from 'node:dns';
import { LookupFunction } from 'node:net';
import { CheckFinding } from '@greenroom/backstage-plugin-greenroom-common';
import { AddressKind, addressKind } from './addresses';
import { AllowedHost, allowing } from './allowedHosts';
import { Destination } from './destination';
import { FindingError } from './FindingError';
import { networkFinding } from './networkFinding';
import { refusals } from './refusals';

/** Where a check may go, and by which addresses only. */
export interface Admitted extends Destination {
  /** Answers with the addresses that were found good, whatever the name leads to by now. */
  lookup: LookupFunction;
  /** It may be spoken to without TLS, also where that is not declared. */
  mayBePlaintext: boolean;
}

export interface GuardOptions {
  allowed: readonly AllowedHost[];
  /** All addresses of a host; by the resolver of the system when absent. */
  resolve?(host: string): Promise<LookupAddress[]>;
  /** What an address is; as {@link addressKind} has it when absent. */
  addressKind?(address: string): AddressKind;
}

/** Stands between checks and the network: what it has not admitted is not connected to. */
export class Guard {
  readonly #allowed: readonly AllowedHost[];
  readonly #resolve: NonNullable<GuardOptions['resolve']>;
  readonly #addressKind: NonNullable<GuardOptions['addressKind']>;

  constructor(options: GuardOptions) {
    this.#allowed = options.allowed;
    this.#resolve = options.resolve ?? (host => lookUp(host, { all: true }));
    this.#addressKind = options.addressKind ?? addressKind;
  }

  /** Why a check may not go there, as far as can be told without the network. */
  refusal(to: Destination): CheckFinding | undefined {
    if (!this.#allowed.length) return refusals.off(to);
    const rules = allowing(this.#allowed, to);
    if (!rules.length) return refusals.host(to);
    return to.plaintext && !rules.some(({ plaintext }) => plaintext)
      ? refusals.plaintext(to)
      : undefined;
  }

  /**
   * Looks the host up, once. Every address must be good: a name that leads to
   * both kinds may be there to deceive.
   *
   * @throws FindingError
   */
  async admit(to: Destination, signal: AbortSignal): Promise<Admitted> {
    const refused = this.refusal(to);
    if (refused) throw new FindingError(refused);
    const rules = allowing(this.#allowed, to);
    const addresses = await this.#addressesOf(to, signal);
    const kinds = addresses.map(({ address }) => this.#addressKind(address));
    if (kinds.includes('forbidden')) {
      throw new FindingError(refusals.address(to, 'forbidden'));
    }
    const mayBePrivate = rules.some(rule => rule.privateAddresses);
    if (kinds.includes('private') && !mayBePrivate) {
      throw new FindingError(refusals.address(to, 'private'));
    }
    return {
      ...to,
      lookup: pinnedTo(addresses),
      mayBePlaintext: rules.some(({ plaintext }) => plaintext),
    };
  }

  async #addressesOf(
    to: Destination,
    signal: AbortSignal,
  ): Promise<LookupAddress[]> {
    try {
      const addresses = await unlessAborted(this.#resolve(to.host), signal);
      if (addresses.length) return addresses;
    } catch (error) {
      throw new FindingError(networkFinding(error, to));
    }
    throw new FindingError(networkFinding({ code: 'ENOTFOUND' }, to));
  }
}

function pinnedTo(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, options, callback) => {
    if (options.all) {
      callback(null, [...addresses]);
    } else {
      const [{ address, family }] = addresses;
      callback(null, address, family);
    }
  };
}

/** Resolvers cannot be stopped; nobody need wait for them. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.throwIfAborted();
    signal.addEventListener('abort', abort, { once: true });
    work
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}
