/** An expected failure: what happened, and what the person at the keyboard can do about it. */
export class Failure extends Error {
  /**
   * @param {string} message what happened, one line
   * @param {string} advice what to do, one or more lines
   */
  constructor(message, advice, options) {
    super(message, options);
    this.name = 'Failure';
    this.advice = advice;
  }
}

/** Turns errors of the operating system that have a known remedy into a Failure; others pass unchanged. */
export function explain(error) {
  if (error instanceof Failure) {
    return error;
  }
  const where = error.path ? ` at ${error.path}` : '';
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Failure(
        `The disk is full${where}.`,
        'Dependencies, build caches and state need about 8 GB. Free some space and run the command again; it continues where it stopped.',
        { cause: error },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Failure(
        `No permission to write${where}.`,
        'Make the folder writable for your user, or choose another: --state DIR for the state, XDG_CACHE_HOME for downloads.',
        { cause: error },
      );
    default:
      return error;
  }
}

/** Prints an error for people: the reason and the remedy of a Failure, the whole stack of anything else. */
export function printFailure(error) {
  const explained = explain(error);
  if (explained instanceof Failure) {
    process.stderr.write(`\n✘ ${explained.message}\n`);
    for (const line of explained.advice.split('\n')) {
      process.stderr.write(`  ${line}\n`);
    }
  } else {
    process.stderr.write(`\n${explained.stack ?? explained}\n`);
  }
}
