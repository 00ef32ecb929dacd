import ipaddr from 'ipaddr.js';

/** What an address is to a check. */
export type AddressKind = 'public' | 'private' | 'forbidden';

/** Where clouds tell their machines who they are, outside the link-local ranges. */
const METADATA = new Set([
  '100.100.100.200',
  '168.63.129.16',
  'fd00:ec2::254',
  'fd20:ce::254',
]);

const PRIVATE = new Set(['private', 'uniqueLocal', 'carrierGradeNat']);

/** The prefix behind which an IPv4 address is reached from networks without IPv4. */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96');

/** All of IPv6 that is given out to anybody so far. */
const GLOBAL = ipaddr.parseCIDR('2000::/3');

/**
 * Whom an address belongs to. Everything that is not somebody's own address is
 * forbidden: loopback, link-local (also where clouds have their metadata),
 * multicast, unspecified, reserved, and tunnels of which the end is not known.
 */
export function addressKind(address: string): AddressKind {
  if (!ipaddr.isValid(address)) return 'forbidden';
  const ip = withoutWrapping(ipaddr.parse(address));
  const range = ip.range();
  if (METADATA.has(ip.toString())) return 'forbidden';
  if (PRIVATE.has(range)) return 'private';
  return range === 'unicast' && (ip.kind() === 'ipv4' || ip.match(GLOBAL))
    ? 'public'
    : 'forbidden';
}

/** The IPv4 address that is written as one of IPv6. */
function withoutWrapping(
  ip: ipaddr.IPv4 | ipaddr.IPv6,
): ipaddr.IPv4 | ipaddr.IPv6 {
  if (ip instanceof ipaddr.IPv4) return ip;
  if (ip.isIPv4MappedAddress()) return ip.toIPv4Address();
  return ip.match(NAT64)
    ? ipaddr.fromByteArray(ip.toByteArray().slice(12))
    : ip;
}
