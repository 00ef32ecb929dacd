import { OnProgress } from '../progress';
import { FileLock } from '../process/FileLock';
import { Binaries } from './Binaries';
import { cacheDirectory } from './cacheDirectory';
import { controlPlane } from './controlPlane';
import { downloadPrograms, fetchChecksums } from './download';
import { findInstalled } from './findInstalled';
import { findGo } from './goBuild';
import { currentPlatform, Platform } from './platform';
import { ProgramSet, programsOf } from './ProgramSet';
import { prometheus } from './prometheus';
import { fillStore, readStore } from './store';
import { storageHint, withStorageHints } from './withStorageHints';

export interface EnsureBinariesOptions {
  onProgress?: OnProgress;
  signal?: AbortSignal;
  env?: NodeJS.ProcessEnv;
  /** Default: this machine's. */
  platform?: Platform;
}

/** Finds or makes the programs of the control plane. */
export function ensureBinaries(
  options: EnsureBinariesOptions = {},
): Promise<Binaries> {
  return ensure(controlPlane, options);
}

/** Finds or makes Prometheus; resolves to where it is. */
export async function ensurePrometheus(
  options: EnsureBinariesOptions = {},
): Promise<string> {
  return (await ensure(prometheus, options)).paths.prometheus;
}

/**
 * Finds or makes programs, in this order: installed ones in the pinned
 * versions, this user's cache, official builds, a build from source. Two
 * processes that ask at once share the work.
 */
async function ensure<P extends string>(
  set: ProgramSet<P>,
  options: EnsureBinariesOptions,
): Promise<Binaries<P>> {
  const { env = process.env, onProgress, signal } = options;
  const platform = options.platform ?? currentPlatform();
  const directory = cacheDirectory(set, platform, env);

  const ready =
    (await findInstalled(set, env)) ?? (await readStore(set, directory));
  if (ready) {
    return ready;
  }
  return withStorageHints(directory, async () => {
    const lock = await FileLock.acquire(`${directory}.lock`, {
      signal,
      onWait: owner =>
        onProgress?.({
          step: 'wait',
          detail: `process ${owner.pid} is already fetching ${set.title}`,
        }),
    });
    try {
      return (
        (await readStore(set, directory)) ??
        (await obtain(set, directory, platform, options))
      );
    } finally {
      await lock.release();
    }
  });
}

async function obtain<P extends string>(
  set: ProgramSet<P>,
  directory: string,
  platform: Platform,
  options: EnsureBinariesOptions,
): Promise<Binaries<P>> {
  const { env = process.env, onProgress, signal } = options;
  const noDownload = await tryDownload(set, directory, platform, options);
  if (!('problem' in noDownload)) {
    return noDownload;
  }
  const go = await findGo(env);
  if (go.problem) {
    throw new Error(
      [
        `Missing, and could not be obtained: ${set.title} (${programsOf(
          set,
        ).join(', ')})`,
        `- download: ${noDownload.problem}`,
        `- build from source: ${go.problem}`,
        set.advice,
      ].join('\n'),
    );
  }
  onProgress?.({
    step: 'build',
    detail: `building ${set.title} from source, since a download is not possible (${noDownload.problem})`,
  });
  return fillStore(set, directory, 'build', temporary =>
    set.build(temporary, { onProgress, signal, env }),
  );
}

async function tryDownload<P extends string>(
  set: ProgramSet<P>,
  directory: string,
  platform: Platform,
  { env = process.env, onProgress, signal }: EnsureBinariesOptions,
): Promise<Binaries<P> | { problem: string }> {
  if (env.GREENROOM_DOWNLOAD === 'off') {
    return { problem: 'switched off by GREENROOM_DOWNLOAD=off' };
  }
  const downloads = set.downloads(platform, env);
  if (downloads.length === 0) {
    return {
      problem: `there are no official builds for ${platform.os} ${platform.arch}`,
    };
  }
  try {
    const checksums = await fetchChecksums(downloads, signal);
    onProgress?.({ step: 'download', detail: 'fetching the official builds' });
    return await fillStore(set, directory, 'download', temporary =>
      downloadPrograms(downloads, checksums, temporary, { onProgress, signal }),
    );
  } catch (error) {
    signal?.throwIfAborted();
    if (storageHint(error as Error, directory)) {
      throw error;
    }
    return { problem: (error as Error).message };
  }
}
