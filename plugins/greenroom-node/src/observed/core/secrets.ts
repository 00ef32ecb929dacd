import { KubernetesObject } from '../kubernetes';

/** What is known of a Secret: never what is in it. */
export interface SeenSecret {
  uid: string;
  /** e.g. `Opaque` */
  type: string;
  /** Those that hold something. */
  keys: readonly string[];
}

/**
 * Secrets by name, as they were looked up a moment ago: they are never watched
 * nor listed. What is missing in it could not be looked up, so nobody can tell.
 */
export type SecretsSeen = ReadonlyMap<string, SeenSecret | 'absent'>;

/** The Docker configuration `{"auths":{}}` as a Secret has it: with it nobody can log in. */
export const NO_LOGIN = 'eyJhdXRocyI6e319';

/** Keeps of a Secret what may be known of it. */
export function seenSecret(object: KubernetesObject): SeenSecret {
  const { type = 'Opaque', data } = object as {
    type?: string;
    data?: Record<string, string> | null;
  };
  return {
    uid: object.metadata.uid ?? '',
    type,
    keys: Object.entries(data ?? {})
      .filter(([, value]) => value !== '' && value !== NO_LOGIN)
      .map(([key]) => key),
  };
}
