import {
  ApplyFailure,
  bounded,
} from '@greenroom/backstage-plugin-greenroom-node';
import {
  ApiError,
  isForbidden,
  isUnreachable,
} from '@greenroom/controller-runtime';
import {
  ContendedError,
  ForeignObjectError,
  NamespaceGoneError,
  NotOfferedError,
  NotServedError,
} from './errors';

const MESSAGE_LIMIT = 1000;

/** What a failed request to the cluster means for the declaration. */
export interface FailureClass {
  type: ApplyFailure['type'];
  /** Time may heal it: worth trying again soon. Otherwise somebody has to change something. */
  transient: boolean;
  message: string;
}

/** How RBAC refuses. */
const RBAC =
  /cannot \S+ resource|cannot impersonate|attempting to grant RBAC permissions/;
const WEBHOOK_DENIAL = /admission webhook .* denied the request/;

/** Sorts an error into what people can do about it. Pure. */
export function classifyError(error: unknown): FailureClass {
  const message = bounded(
    error instanceof Error ? error.message : `${error}`,
    MESSAGE_LIMIT,
  );
  if (isUnreachable(error)) {
    return { type: 'Unreachable', transient: true, message };
  }
  if (error instanceof ForeignObjectError) {
    return { type: 'Foreign', transient: false, message };
  }
  if (error instanceof ContendedError) {
    return { type: 'Contended', transient: false, message };
  }
  if (error instanceof NamespaceGoneError) {
    // Its project makes it anew.
    return error.state === 'gone'
      ? { type: 'Error', transient: true, message }
      : { type: 'Terminating', transient: false, message };
  }
  if (error instanceof NotServedError || error instanceof NotOfferedError) {
    return { type: 'Error', transient: false, message };
  }
  if (!(error instanceof ApiError)) {
    // Ours: the database, or a mistake. Only trying again shows which.
    return { type: 'Error', transient: true, message };
  }
  const said = bounded(error.body?.message ?? error.message, MESSAGE_LIMIT);
  return { ...classifyAnswer(error), message: said };
}

function classifyAnswer(error: ApiError): Omit<FailureClass, 'message'> {
  if (isTerminating(error)) return { type: 'Terminating', transient: false };
  if (WEBHOOK_DENIAL.test(error.message)) {
    return { type: 'Denied', transient: false };
  }
  if (isForbidden(error)) {
    return {
      type: isRefusedByRbac(error) ? 'Forbidden' : 'Denied',
      transient: false,
    };
  }
  if (managersOf(error).length) return { type: 'Conflict', transient: false };
  switch (error.status) {
    case 401:
      return { type: 'Forbidden', transient: false };
    case 400:
    case 422:
      return { type: 'Invalid', transient: false };
    case 404:
    case 409:
    case 429:
      return { type: 'Error', transient: true };
    default:
      return { type: 'Error', transient: error.status >= 500 };
  }
}

/** A right is missing; every other 403 is the word of an admission plugin. */
export function isRefusedByRbac(error: unknown): error is ApiError {
  return isForbidden(error) && RBAC.test(error.message);
}

/** Who owns the fields over which a server-side apply conflicts. */
export function managersOf(error: unknown): string[] {
  return conflicts(error).map(({ manager }) => manager);
}

/** Those of them who apply the fields too, as opposed to having edited them. */
export function appliersOf(error: unknown): string[] {
  return conflicts(error)
    .filter(({ edited }) => !edited)
    .map(({ manager }) => manager);
}

/** The server names the API version, `using v1`, of managers that edit, and not of those that apply. */
const CONFLICT =
  /conflict with "([^"]+)"(?: with subresource "[^"]*")?( using )?/;

function conflicts(error: unknown): { manager: string; edited: boolean }[] {
  if (!(error instanceof ApiError)) return [];
  const found = (error.details?.causes ?? [])
    .filter(({ reason }) => reason === 'FieldManagerConflict')
    .map(({ message = '' }) => {
      const [, manager = 'unknown', using] = CONFLICT.exec(message) ?? [];
      return { manager, edited: using !== undefined };
    });
  const distinct = new Map(
    found.map(each => [`${each.manager} ${each.edited}`, each]),
  );
  return [...distinct.values()];
}

function isTerminating(error: ApiError): boolean {
  return (
    isForbidden(error) &&
    (error.details?.causes ?? []).some(
      ({ reason }) => reason === 'NamespaceTerminating',
    )
  );
}
