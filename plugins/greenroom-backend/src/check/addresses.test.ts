import { AddressKind, addressKind } from './addresses';

describe('whom an address belongs to', () => {
  it.each<[string, AddressKind]>([
    ['93.184.215.14', 'public'],
    ['172.15.255.255', 'public'],
    ['172.32.0.1', 'public'],
    ['11.0.0.1', 'public'],
    ['2606:4700::6810:85e5', 'public'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['fd12:3456::1', 'private'],
    ['fc00::1', 'private'],
    // Loopback, link-local, multicast, unspecified, reserved.
    ['127.0.0.1', 'forbidden'],
    ['127.8.8.8', 'forbidden'],
    ['::1', 'forbidden'],
    ['169.254.1.1', 'forbidden'],
    ['169.254.169.254', 'forbidden'],
    ['fe80::1', 'forbidden'],
    ['fe80::1%eth0', 'forbidden'],
    ['febf::1', 'forbidden'],
    ['fec0::1', 'forbidden'],
    ['224.0.0.1', 'forbidden'],
    ['ff02::1', 'forbidden'],
    ['0.0.0.0', 'forbidden'],
    ['0.1.2.3', 'forbidden'],
    ['::', 'forbidden'],
    ['255.255.255.255', 'forbidden'],
    ['240.0.0.1', 'forbidden'],
    ['192.0.0.192', 'forbidden'],
    ['198.18.0.1', 'forbidden'],
    ['2001:db8::1', 'forbidden'],
    // Where clouds have their metadata besides.
    ['100.100.100.200', 'forbidden'],
    ['168.63.129.16', 'forbidden'],
    ['fd00:ec2::254', 'forbidden'],
    ['fd20:ce::254', 'forbidden'],
    // IPv4 that is written as IPv6, or lies behind it.
    ['::ffff:93.184.215.14', 'public'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:a00:1', 'private'],
    ['::ffff:127.0.0.1', 'forbidden'],
    ['::ffff:169.254.169.254', 'forbidden'],
    ['::ffff:100.100.100.200', 'forbidden'],
    ['::127.0.0.1', 'forbidden'],
    ['::7f00:1', 'forbidden'],
    ['4000::1', 'forbidden'],
    ['64:ff9b::5db8:d70e', 'public'],
    ['64:ff9b::a00:1', 'private'],
    ['64:ff9b::a9fe:a9fe', 'forbidden'],
    ['64:ff9b:1::a00:1', 'forbidden'],
    ['::ffff:0:10.0.0.1', 'forbidden'],
    // Tunnels: nobody knows where they end.
    ['2002:a00:1::1', 'forbidden'],
    ['2001::1', 'forbidden'],
    // No address at all.
    ['', 'forbidden'],
    ['localhost', 'forbidden'],
    ['1.2.3.4.5', 'forbidden'],
  ])('%s is %s', (address, kind) => {
    expect(addressKind(address)).toBe(kind);
  });
});
