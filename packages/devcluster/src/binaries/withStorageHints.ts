/** Runs something that fills a folder, and says in words what to do when the disk refuses. */
export async function withStorageHints<T>(
  directory: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const hint = storageHint(error as NodeJS.ErrnoException, directory);
    if (hint) {
      throw new Error(hint, { cause: error });
    }
    throw error;
  }
}

/** What to do about a full or read-only disk; undefined for other errors. */
export function storageHint(
  error: NodeJS.ErrnoException,
  directory: string,
): string | undefined {
  if (
    error.code === 'ENOSPC' ||
    error.code === 'EDQUOT' ||
    error.message.includes('no space left on device')
  ) {
    return (
      `The disk is full: ${directory} needs about 400 MB, a build from source about 4 GB more in Go's caches. ` +
      'Free some space, or set XDG_CACHE_HOME (and GOCACHE, GOMODCACHE) to a folder on another disk.'
    );
  }
  if (error.code && ['EACCES', 'EPERM', 'EROFS'].includes(error.code)) {
    return `No permission to write ${
      error.path ?? directory
    }. Make it writable, or set XDG_CACHE_HOME to a folder that is.`;
  }
  return undefined;
}
