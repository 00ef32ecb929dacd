import {
  CheckFinding,
  ConnectionSpec,
  ConnectionValues,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Network } from '../ask';
import { Destination } from '../destination';
import { FindingError } from '../FindingError';

/** How connections of one type are checked. Reads only, and as little as tells. */
export interface Probe {
  /** Where it goes first. */
  destination(spec: ConnectionSpec): Destination;
  /** @throws FindingError */
  run(
    spec: ConnectionSpec,
    values: ConnectionValues,
    network: Network,
  ): Promise<CheckFinding>;
}

/** @throws FindingError: what the schema admits may still be no address, such as a port of 99999 */
export function parseAddress(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new FindingError({
      outcome: 'unreachable',
      reason: 'AddressInvalid',
      message: `Nothing was sent: ${text} is not an address.`,
      fix: 'Correct host and port of the connection.',
    });
  }
}
