import { CheckFinding } from '@greenroom/backstage-plugin-greenroom-common';
import { AddressKind } from './addresses';
import { Destination, named } from './destination';

/** Where the platform team says which hosts checks may talk to. */
export const ALLOWED_HOSTS = 'greenroom.connections.check.allowedHosts';

/** Why nothing was sent, and who could change that. */
export const refusals = {
  off: (to: Destination): CheckFinding => ({
    outcome: 'off',
    reason: 'ChecksOff',
    message: 'Nothing was checked: checks are off in this portal.',
    fix: `Ask the platform team to list "${named(
      to,
    )}" under ${ALLOWED_HOSTS} in app-config. Until then, try the connection from a workbench.`,
  }),

  host: (to: Destination): CheckFinding => ({
    outcome: 'notAllowed',
    reason: 'HostNotAllowed',
    message: `Nothing was sent: checks may not talk to ${named(to)}.`,
    fix: `Correct the address, or ask the platform team to list "${named(
      to,
    )}" under ${ALLOWED_HOSTS} in app-config.`,
  }),

  plaintext: (to: Destination): CheckFinding => ({
    outcome: 'notAllowed',
    reason: 'PlaintextNotAllowed',
    message: `Nothing was sent: ${named(
      to,
    )} is declared without TLS, and checks may talk to it only with TLS.`,
    fix: `Declare an https:// address if there is one, or ask the platform team to give "${named(
      to,
    )}" plaintext: true under ${ALLOWED_HOSTS} in app-config.`,
  }),

  address: (
    to: Destination,
    kind: Exclude<AddressKind, 'public'>,
  ): CheckFinding => ({
    outcome: 'notAllowed',
    reason: 'AddressNotAllowed',
    ...(kind === 'private'
      ? {
          message: `Nothing was sent: ${named(
            to,
          )} has a private address, and checks may not go to private ones.`,
          fix: `If it is a host of yours, ask the platform team to give "${named(
            to,
          )}" privateAddresses: true under ${ALLOWED_HOSTS} in app-config.`,
        }
      : {
          message: `Nothing was sent: ${named(
            to,
          )} leads to an address that is no server of its own, where checks never go.`,
          fix: 'Correct the address of the connection, or have the name corrected in DNS.',
        }),
  }),
};
