import { ApplyFailure } from '@greenroom/backstage-plugin-greenroom-node';
import { classifyError } from './classifyError';
import { ObjectError } from './errors';
import { Loaded } from './records/reads';

/** Why objects could not be brought to what is declared. */
export interface Failed {
  failure: ApplyFailure;
  /** What went wrong, when time may heal it. */
  transient?: Error;
}

/** What an error on the way means, and since when it does. */
export function failure(
  { declaration: { kind, project, name }, realisation }: Loaded,
  error: unknown,
): Failed {
  const cause = error instanceof ObjectError ? error.cause : error;
  const { type, message, transient } = classifyError(cause);
  const object =
    error instanceof ObjectError ? error.object : `${kind} ${project}/${name}`;
  const { failure: last } = realisation;
  const since =
    last?.object === object && last.type === type
      ? last.since
      : new Date().toISOString();
  return {
    failure: { object, type, message, since },
    transient: transient && cause instanceof Error ? cause : undefined,
  };
}
