/** A name that no earlier run on the same portal has used, within what Kubernetes allows. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${Date.now().toString(36)}`;
}
