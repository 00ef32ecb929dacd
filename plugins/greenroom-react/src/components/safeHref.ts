/**
 * An address that is safe to make a link of: http(s), or a path of this portal.
 * Others (`javascript:` above all) are shown as text, and so is an address with
 * a name or a password in it: a browser would send them.
 */
export function safeHref(address: string): string | undefined {
  if (/^\/(?![/\\])/.test(address)) return address;
  try {
    const { protocol, username, password } = new URL(address);
    const web = protocol === 'https:' || protocol === 'http:';
    return web && !username && !password ? address : undefined;
  } catch {
    return undefined;
  }
}
