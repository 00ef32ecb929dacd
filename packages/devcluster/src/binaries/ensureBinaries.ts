import { OnProgress } from '../progress';
import { FileLock } from '../process/FileLock';
import { Binaries } from './Binaries';
import { buildFromSource, findGo } from './buildFromSource';
import { cacheDirectory } from './cacheDirectory';
import { downloadPrograms, fetchChecksums } from './download';
import { officialDownloads } from './downloads';
import { findInstalled } from './findInstalled';
import { currentPlatform, Platform } from './platform';
import { fillStore, readStore } from './store';
import { storageHint, withStorageHints } from './withStorageHints';

export interface EnsureBinariesOptions {
  onProgress?: OnProgress;
  signal?: AbortSignal;
  env?: NodeJS.ProcessEnv;
  /** Default: this machine's. */
  platform?: Platform;
}

/**
 * Finds or makes the programs of the control plane, in this order: installed
 * ones in the pinned versions, this user's cache, official builds, a build
 * from source. Two processes that ask at once share the work.
 */
export async function ensureBinaries(
  options: EnsureBinariesOptions = {},
): Promise<Binaries> {
  const { env = process.env, onProgress, signal } = options;
  const platform = options.platform ?? currentPlatform();
  const directory = cacheDirectory(platform, env);

  const ready = (await findInstalled(env)) ?? (await readStore(directory));
  if (ready) {
    return ready;
  }
  return withStorageHints(directory, async () => {
    const lock = await FileLock.acquire(`${directory}.lock`, {
      signal,
      onWait: owner =>
        onProgress?.({
          step: 'wait',
          detail: `process ${owner.pid} is already fetching the control plane's programs`,
        }),
    });
    try {
      return (
        (await readStore(directory)) ??
        (await obtain(directory, platform, options))
      );
    } finally {
      await lock.release();
    }
  });
}

async function obtain(
  directory: string,
  platform: Platform,
  options: EnsureBinariesOptions,
): Promise<Binaries> {
  const { env = process.env, onProgress, signal } = options;
  const noDownload = await tryDownload(directory, platform, options);
  if (!('problem' in noDownload)) {
    return noDownload;
  }
  const go = await findGo(env);
  if (go.problem) {
    throw new Error(
      [
        'The programs of the development cluster (etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kwok) are missing and could not be obtained:',
        `- download: ${noDownload.problem}`,
        `- build from source: ${go.problem}`,
        'Do one of these: allow access to dl.k8s.io, github.com and api.github.com (or set GREENROOM_KUBERNETES_URL, GREENROOM_ETCD_URL and GREENROOM_KWOK_URL to a mirror); install Go 1.26 or newer (https://go.dev/dl); or set KUBEBUILDER_ASSETS to a folder with all five.',
      ].join('\n'),
    );
  }
  onProgress?.({
    step: 'build',
    detail: `building from source, since a download is not possible (${noDownload.problem})`,
  });
  return fillStore(directory, 'build', temporary =>
    buildFromSource(temporary, { onProgress, signal, env }),
  );
}

async function tryDownload(
  directory: string,
  platform: Platform,
  { env = process.env, onProgress, signal }: EnsureBinariesOptions,
): Promise<Binaries | { problem: string }> {
  if (env.GREENROOM_DOWNLOAD === 'off') {
    return { problem: 'switched off by GREENROOM_DOWNLOAD=off' };
  }
  const downloads = officialDownloads(platform, env);
  if (downloads.length === 0) {
    return {
      problem: `there are no official builds for ${platform.os} ${platform.arch}`,
    };
  }
  try {
    const checksums = await fetchChecksums(downloads, signal);
    onProgress?.({ step: 'download', detail: 'fetching the official builds' });
    return await fillStore(directory, 'download', temporary =>
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
