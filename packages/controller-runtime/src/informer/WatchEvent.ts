import { KubernetesObject, Status } from '../transport';
import { failureInStream } from '../transport/failure';

/** One line of a watch, understood. */
export type WatchEvent =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: KubernetesObject }
  | { type: 'BOOKMARK'; object: KubernetesObject };

/**
 * Reads one line of a watch.
 *
 * @throws ApiError when the server ends the watch with this line; Error when
 * the line is not an event
 */
export function parseWatchEvent(line: string, what: string): WatchEvent {
  const event = parseJson(line, what);
  const { type, object } = event;
  if (type === 'ERROR') {
    throw failureInStream(what, (object ?? {}) as Status);
  }
  if (
    type !== 'ADDED' &&
    type !== 'MODIFIED' &&
    type !== 'DELETED' &&
    type !== 'BOOKMARK'
  ) {
    throw new Error(`${what} sent an event of unknown type '${type}'`);
  }
  if (!isObject(object) || !isObject(object.metadata)) {
    throw new Error(`${what} sent a ${type} event without an object`);
  }
  if (type !== 'BOOKMARK' && typeof object.metadata.name !== 'string') {
    throw new Error(`${what} sent a ${type} event without a name`);
  }
  return { type, object: object as unknown as KubernetesObject };
}

function parseJson(line: string, what: string): Record<string, unknown> {
  try {
    const event: unknown = JSON.parse(line);
    if (isObject(event)) {
      return event;
    }
  } catch {
    // Said below; the parser's message would quote the line, which may hold anything.
  }
  throw new Error(
    `${what} sent a line of ${line.length} characters that is not an event`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
