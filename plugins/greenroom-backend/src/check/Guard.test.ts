import { LookupAddress } from 'node:dns';
import { allowed } from './__testUtils__/loopback';
import { destinationOf } from './destination';
import { FindingError } from './FindingError';
import { Admitted, Guard, GuardOptions } from './Guard';

const NAME = 's3.example.org';
const never = new AbortController().signal;
const to = (address: string) => destinationOf(new URL(address));
const at = (...addresses: string[]): LookupAddress[] =>
  addresses.map(address => ({
    address,
    family: address.includes(':') ? 6 : 4,
  }));

describe('what stands between checks and the network', () => {
  const resolve = jest.fn<Promise<LookupAddress[]>, [string]>();
  const guardOf = (...hosts: GuardOptions['allowed']) =>
    new Guard({ allowed: hosts, resolve });
  const endOf = (guard: Guard, address: string, signal = never) =>
    guard.admit(to(address), signal).then(
      () => 'admitted',
      (error: FindingError) => error.finding,
    );
  const addressesOf = ({ lookup }: Admitted) =>
    new Promise((done, fail) => {
      lookup('anything', { all: true }, (error, found) =>
        error ? fail(error) : done(found),
      );
    });

  beforeEach(() => {
    resolve.mockReset();
    resolve.mockResolvedValue(at('93.184.215.14'));
  });

  it('is closed while no host is allowed, and says who opens it, and how', async () => {
    expect(await endOf(guardOf(), `https://${NAME}`)).toEqual({
      outcome: 'off',
      reason: 'ChecksOff',
      message: expect.stringContaining('checks are off'),
      fix: expect.stringMatching(
        /platform team.*"s3\.example\.org".*greenroom\.connections\.check\.allowedHosts/,
      ),
    });
    expect(resolve).not.toHaveBeenCalled();
  });

  it.each<[string, string, string]>([
    ['another host', 'https://evil.example', 'HostNotAllowed'],
    ['another port', `https://${NAME}:6443`, 'HostNotAllowed'],
    ['no TLS', `http://${NAME}:80`, 'PlaintextNotAllowed'],
    ['an API server by its address', 'http://10.0.0.1:6443', 'HostNotAllowed'],
    ['metadata', 'http://169.254.169.254', 'HostNotAllowed'],
    ['metadata in numbers', 'http://2852039166', 'HostNotAllowed'],
    ['loopback', 'https://localhost', 'HostNotAllowed'],
    ['loopback of IPv6', 'https://[::1]', 'HostNotAllowed'],
  ])('lets nobody to %s, and looks nothing up', async (_w, address, reason) => {
    expect(
      await endOf(guardOf(allowed(NAME), allowed(NAME, 80)), address),
    ).toMatchObject({
      outcome: 'notAllowed',
      reason,
      fix: expect.stringContaining('allowedHosts'),
    });
    expect(resolve).not.toHaveBeenCalled();
  });

  it.each<[string, string[]]>([
    ['loopback', ['127.0.0.1']],
    ['metadata', ['169.254.169.254']],
    ['metadata in IPv6', ['::ffff:169.254.169.254']],
    ['nowhere', ['0.0.0.0']],
    ['a good address, and to one that is not', ['93.184.215.14', '127.0.0.1']],
  ])(
    'refuses a name that leads to %s, whatever is allowed',
    async (_w, ips) => {
      resolve.mockResolvedValue(at(...ips));
      const guard = guardOf(
        allowed(NAME, undefined, { privateAddresses: true }),
      );
      const end = await endOf(guard, `https://${NAME}`);
      expect(end).toMatchObject({
        outcome: 'notAllowed',
        reason: 'AddressNotAllowed',
      });
      // Who asks learns nothing of what is in the network.
      ips.forEach(ip => expect(JSON.stringify(end)).not.toContain(ip));
    },
  );

  it.each([['10.1.2.3'], ['fd12::1'], ['100.64.0.1'], ['::ffff:10.1.2.3']])(
    'goes to %s only where the entry says that it is private',
    async ip => {
      resolve.mockResolvedValue(at(ip));
      expect(
        await endOf(guardOf(allowed(NAME)), `https://${NAME}`),
      ).toMatchObject({
        reason: 'AddressNotAllowed',
        fix: expect.stringContaining('privateAddresses: true'),
      });
      const guard = guardOf(
        allowed(NAME),
        allowed(NAME, undefined, { privateAddresses: true }),
      );
      expect(await endOf(guard, `https://${NAME}`)).toBe('admitted');
    },
  );

  it('treats an address like a name that leads there', async () => {
    resolve.mockResolvedValue(at('10.0.0.1'));
    const guard = guardOf(allowed('10.0.0.1'));
    expect(await endOf(guard, 'https://10.0.0.1')).toMatchObject({
      reason: 'AddressNotAllowed',
    });
  });

  it('stays with the addresses that it found, though the name leads elsewhere by now', async () => {
    const guard = guardOf(allowed(NAME));
    const admitted = await guard.admit(to(`https://${NAME}`), never);
    resolve.mockResolvedValue(at('127.0.0.1'));
    expect(await addressesOf(admitted)).toEqual(at('93.184.215.14'));
    expect(resolve).toHaveBeenCalledTimes(1);

    const one = await new Promise(done => {
      admitted.lookup(NAME, {}, (_error, address) => done(address));
    });
    expect(one).toBe('93.184.215.14');
  });

  it('says when there is no such name, or nobody who knows', async () => {
    const guard = guardOf(allowed(NAME));
    const reasonOf = async () =>
      ((await endOf(guard, `https://${NAME}`)) as { reason: string }).reason;
    resolve.mockRejectedValue(
      Object.assign(new Error(), { code: 'ENOTFOUND' }),
    );
    expect(await reasonOf()).toBe('HostNotFound');
    resolve.mockResolvedValue([]);
    expect(await reasonOf()).toBe('HostNotFound');
    resolve.mockRejectedValue(
      Object.assign(new Error(), { code: 'EAI_AGAIN' }),
    );
    expect(await reasonOf()).toBe('NameServiceFailed');
  });

  it('waits no longer for a name than for anything else', async () => {
    resolve.mockReturnValue(new Promise(() => {}));
    const guard = guardOf(allowed(NAME));
    expect(
      await endOf(guard, `https://${NAME}`, AbortSignal.timeout(20)),
    ).toMatchObject({ outcome: 'unreachable', reason: 'NoAnswer' });
  });
});
