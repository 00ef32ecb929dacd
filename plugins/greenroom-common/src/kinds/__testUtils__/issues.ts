import {
  AssetRef,
  InvalidDeclarationError,
  validateDeclaration,
} from '../kinds';

/** The spec of a workbench that is well formed. */
export const workbench = {
  image: { name: 'pytorch', version: '2026.2' },
  hardware: { profile: 'nvidia-a100', count: 1 },
  storage: [{ name: 'work', size: '20Gi', mountPath: '/opt/app-root/src' }],
};

export const explore: AssetRef = {
  kind: 'Workbench',
  project: 'fraud',
  name: 'explore',
};

/** What is wrong with a declaration, by field. */
export function issues(ref: AssetRef, spec: unknown): Record<string, string> {
  try {
    validateDeclaration(ref, spec);
  } catch (error) {
    return Object.fromEntries(
      (error as InvalidDeclarationError).issues.map(({ field, message }) => [
        field,
        message,
      ]),
    );
  }
  return {};
}
