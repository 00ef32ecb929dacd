/**
 * Whether one `resourceVersion` is older than another of the same resource.
 * They are decimal numbers that only grow (KEP-5504), of any length.
 */
export function isOlder(version: string, than: string): boolean {
  return version.length === than.length
    ? version < than
    : version.length < than.length;
}
