import { FIELD_MANAGER } from '@greenroom/backstage-plugin-greenroom-common';
import {
  describeObject,
  KubernetesObject,
} from '@greenroom/backstage-plugin-greenroom-node';

/** The name is taken by an object that is not ours. It was not touched. */
export class ForeignObjectError extends Error {
  /** e.g. `Service fraud/explore` */
  readonly object: string;

  constructor(object: string, problem: string) {
    super(`${object} ${problem}`);
    this.name = 'ForeignObjectError';
    this.object = object;
  }
}

/** Somebody changes a field again each time that it is put back. It is left alone for a while. */
export class ContendedError extends Error {
  /** @param live - the object as it is now; its `managedFields` tell who changed it last */
  constructor(object: KubernetesObject, live: { metadata: object }) {
    super(
      `${describeObject(object)} is contended: ${lastEditor(
        live,
      )} changes it again each time that it is put back, so it is left as it is`,
    );
    this.name = 'ContendedError';
  }
}

function lastEditor({ metadata }: { metadata: object }): string {
  const { managedFields = [] } = metadata as {
    managedFields?: { manager?: string; subresource?: string; time?: string }[];
  };
  const [last] = managedFields
    .filter(
      ({ manager, subresource }) => manager !== FIELD_MANAGER && !subresource,
    )
    .sort((a, b) => ((a.time ?? '') < (b.time ?? '') ? 1 : -1));
  return last?.manager ? `"${last.manager}"` : 'somebody';
}

/** The namespace of a project is being deleted, or is not there, and so neither are the rights in it. */
export class NamespaceGoneError extends Error {
  readonly state: 'going' | 'gone';

  constructor(namespace: string, state: 'going' | 'gone') {
    super(
      state === 'gone'
        ? `Namespace ${namespace} does not exist`
        : `Namespace ${namespace} is being deleted`,
    );
    this.name = 'NamespaceGoneError';
    this.state = state;
  }
}

/** The cluster does not serve a kind that is to be applied. */
export class NotServedError extends Error {
  constructor(apiVersion: string, kind: string) {
    super(
      `The cluster does not serve ${kind} of ${apiVersion}; install what provides it`,
    );
    this.name = 'NotServedError';
  }
}

/** The target that was chosen once is not offered by the cluster any more. */
export class NotOfferedError extends Error {
  /** @param missing - what is missing, in words an administrator can act on */
  constructor(missing: string) {
    super(missing);
    this.name = 'NotOfferedError';
  }
}

/** Bringing one object to what is declared failed; says which one. */
export class ObjectError extends Error {
  /** e.g. `Service fraud/explore` */
  readonly object: string;

  constructor(object: string, cause: unknown) {
    super(`${object}: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
    this.name = 'ObjectError';
    this.object = object;
  }
}

/** Something that time may heal: the queue tries again, later each time. Its condition is recorded already. */
export class TryLaterError extends Error {
  readonly retryAfterMs?: number;

  constructor(cause: Error, retryAfterMs = askedPauseMs(cause)) {
    super(cause.message, { cause });
    this.name = 'TryLaterError';
    this.retryAfterMs = retryAfterMs;
  }
}

/** For how long the cluster asked not to be asked again. */
export function askedPauseMs(error: Error): number | undefined {
  return 'retryAfterMs' in error && typeof error.retryAfterMs === 'number'
    ? error.retryAfterMs
    : undefined;
}
