/**
 * An address that is safe to make a link of: http(s), or a path of this portal.
 * Others (`javascript:` above all) are shown as text.
 */
export function safeHref(address: string): string | undefined {
  if (/^\/(?![/\\])/.test(address)) return address;
  try {
    const { protocol } = new URL(address);
    return protocol === 'https:' || protocol === 'http:' ? address : undefined;
  } catch {
    return undefined;
  }
}
