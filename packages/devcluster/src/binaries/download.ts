import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import { OnProgress } from '../progress';
import { parseChecksum, sha256OfFile } from './checksum';
import { Download } from './downloads';

/** How long a publisher may take to answer for a checksum before we go on without it, in milliseconds. */
const REACH_TIMEOUT = 3_000;
/** How long a download may stand still, in milliseconds. */
const STALL_TIMEOUT = 30_000;

/**
 * Asks all publishers for their checksums at once. This is also how a machine
 * without internet is recognised within three seconds.
 *
 * @returns the SHA-256 of each file, in the order asked for
 */
export async function fetchChecksums(
  downloads: Download[],
  signal?: AbortSignal,
): Promise<string[]> {
  return Promise.all(
    downloads.map(async ({ checksum, fileName }) => {
      const response = await request(checksum.url, [
        signal,
        AbortSignal.timeout(REACH_TIMEOUT),
      ]);
      const digest =
        checksum.format === 'text'
          ? parseChecksum(await response.text(), fileName)
          : digestOfAsset(await response.json(), fileName);
      if (!digest) {
        throw new Error(`${checksum.url} has no checksum for ${fileName}`);
      }
      return digest;
    }),
  );
}

/** Fetches programs at once; when one fails the others are given up before the error is passed on. */
export async function downloadPrograms(
  downloads: Download[],
  checksums: string[],
  directory: string,
  options: { onProgress?: OnProgress; signal?: AbortSignal } = {},
): Promise<void> {
  const giveUp = new AbortController();
  const signal = AbortSignal.any([
    giveUp.signal,
    ...(options.signal ? [options.signal] : []),
  ]);
  const outcomes = await Promise.allSettled(
    downloads.map((download, index) =>
      downloadProgram(download, checksums[index], directory, {
        ...options,
        signal,
      }).catch(error => {
        giveUp.abort(error);
        throw error;
      }),
    ),
  );
  if (outcomes.some(outcome => outcome.status === 'rejected')) {
    throw giveUp.signal.reason;
  }
}

/** Fetches one program into a folder; it is there only if its checksum is right. */
export async function downloadProgram(
  download: Download,
  sha256: string,
  directory: string,
  options: { onProgress?: OnProgress; signal?: AbortSignal } = {},
): Promise<void> {
  const { onProgress, signal } = options;
  const arriving = join(directory, `${download.program}.part`);
  try {
    await fetchFile(download, arriving, onProgress, signal);
    const actual = await sha256OfFile(arriving);
    if (actual !== sha256) {
      throw new Error(
        `${download.url} has checksum ${actual}, but its publisher says ${sha256}: the file was damaged or replaced on its way and is not used.`,
      );
    }
    if (download.memberOf) {
      await extract({
        file: arriving,
        cwd: directory,
        strip: 1,
        filter: path => path === download.memberOf,
      });
    } else {
      await rename(arriving, join(directory, download.program));
    }
  } finally {
    await rm(arriving, { force: true });
  }
}

async function fetchFile(
  { program, url }: Download,
  file: string,
  onProgress?: OnProgress,
  signal?: AbortSignal,
): Promise<void> {
  const stalled = new AbortController();
  const giveUp = () =>
    stalled.abort(new Error(`${url}: nothing arrived for 30 seconds`));
  let timer = setTimeout(giveUp, STALL_TIMEOUT);
  try {
    const response = await request(url, [signal, stalled.signal]);
    if (!response.body) {
      throw new Error(`${url} answered without content`);
    }
    const total = Number(response.headers.get('content-length')) || undefined;
    let received = 0;
    let reported = Date.now();
    const count = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        clearTimeout(timer);
        timer = setTimeout(giveUp, STALL_TIMEOUT);
        received += chunk.length;
        if (Date.now() - reported > 1_000) {
          reported = Date.now();
          onProgress?.({
            step: 'download',
            detail: `${program}: ${megabytes(received)}${
              total ? ` of ${megabytes(total)}` : ''
            }`,
          });
        }
        done(null, chunk);
      },
    });
    await pipeline(
      Readable.from(response.body),
      count,
      createWriteStream(file),
    );
  } finally {
    clearTimeout(timer);
  }
}

async function request(
  url: string,
  signals: (AbortSignal | undefined)[],
): Promise<Response> {
  const signal = AbortSignal.any(signals.filter(given => given !== undefined));
  const response = await fetch(url, { signal }).catch(error => {
    const { cause } = error as { cause?: Error };
    throw new Error(`${url}: ${cause?.message || (error as Error).message}`, {
      cause: error,
    });
  });
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}`);
  }
  return response;
}

function digestOfAsset(release: unknown, name: string): string | undefined {
  const { assets = [] } = release as {
    assets?: { name: string; digest?: string }[];
  };
  const digest = assets.find(asset => asset.name === name)?.digest;
  return digest?.match(/^sha256:([0-9a-f]{64})$/)?.[1];
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
