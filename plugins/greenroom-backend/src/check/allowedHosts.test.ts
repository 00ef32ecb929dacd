import { ConfigReader } from '@backstage/config';
import { allowing, parsePattern } from './allowedHosts';
import { destinationOf, named } from './destination';
import { readAllowedHosts } from './readAllowedHosts';

const config = (...allowedHosts: object[]) =>
  new ConfigReader({
    greenroom: { connections: { check: { allowedHosts } } },
  } as never);

describe('the hosts that checks may talk to', () => {
  it('are none unless the platform team says so', () => {
    expect(readAllowedHosts(new ConfigReader({}))).toEqual([]);
    expect(readAllowedHosts(config())).toEqual([]);
  });

  it('have TLS and public addresses unless it says otherwise', () => {
    expect(
      readAllowedHosts(
        config(
          { host: 's3.example.org' },
          {
            host: '*.store.example.org:9000',
            plaintext: true,
            privateAddresses: true,
          },
        ),
      ),
    ).toEqual([
      { name: 's3.example.org', plaintext: false, privateAddresses: false },
      {
        name: '.store.example.org',
        port: 9000,
        plaintext: true,
        privateAddresses: true,
      },
    ]);
  });

  it.each([
    '',
    '*',
    '*.',
    'S3.example.org',
    'https://s3.example.org',
    's3.example.org/',
    's3.*.org',
    '*example.org',
    's3.example.org:0',
    's3.example.org:65536',
    's3.example.org:https',
    'ada@s3.example.org',
    '.example.org',
  ])('are not "%s": the entry is named', host => {
    expect(parsePattern(host)).toBeUndefined();
    expect(() =>
      readAllowedHosts(config({ host: 's3.example.org' }, { host })),
    ).toThrow(/greenroom\.connections\.check\.allowedHosts\[1\]/);
  });

  it.each<[string, string, boolean]>([
    ['s3.example.org', 'https://s3.example.org', true],
    ['s3.example.org', 'https://s3.example.org:443', true],
    ['s3.example.org', 'https://S3.EXAMPLE.ORG', true],
    ['s3.example.org', 'https://s3.example.org:6443', false],
    ['s3.example.org', 'https://a.s3.example.org', false],
    ['s3.example.org', 'https://s3.example.org.evil.example', false],
    ['s3.example.org:9000', 'https://s3.example.org:9000', true],
    ['s3.example.org:9000', 'https://s3.example.org', false],
    ['*.example.org', 'https://s3.example.org', true],
    ['*.example.org', 'https://a.b.example.org', true],
    ['*.example.org', 'https://example.org', false],
    ['*.example.org', 'https://evilexample.org', false],
    ['*.example.org:8443', 'https://s3.example.org:8443', true],
    ['10.0.0.1', 'https://10.0.0.1:6443', false],
    // Other ways to write an address lead to the same one.
    ['10.0.0.1', 'https://0x0a000001', true],
    ['10.0.0.1', 'https://167772161', true],
  ])('%s stands for %s: %s', (pattern, address, expected) => {
    const to = destinationOf(new URL(address));
    const rule = {
      ...parsePattern(pattern)!,
      plaintext: false,
      privateAddresses: false,
    };
    expect(allowing([rule], to)).toEqual(expected ? [rule] : []);
  });

  it('are named with their port only where it is not the usual one', () => {
    const name = (address: string) => named(destinationOf(new URL(address)));
    expect(name('http://s3.example.org')).toBe('s3.example.org');
    expect(name('https://s3.example.org:9000')).toBe('s3.example.org:9000');
  });
});
