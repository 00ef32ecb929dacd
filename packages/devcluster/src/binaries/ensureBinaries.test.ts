import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { create } from 'tar';
import { ensureBinaries, ensurePrometheus } from './ensureBinaries';
import { officialDownloads, prometheusDownloads } from './downloads';
import { PROGRAMS, programVersions, PROMETHEUS_VERSION } from './versions';

// There are official builds for Linux only; scripts stand for them anywhere.
const platform = { os: 'linux', arch: 'amd64' };
const noGo = { PATH: '/nonexistent' };

describe('ensureBinaries from a mirror', () => {
  let folder: string;
  let server: Server;
  let files: Map<string, Buffer>;
  let requests: string[];
  let env: NodeJS.ProcessEnv;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenroom-mirror-'));
    files = new Map();
    requests = [];
    server = createServer((request, response) => {
      requests.push(request.url ?? '');
      const file = files.get(request.url ?? '');
      response.writeHead(file ? 200 : 404).end(file);
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    env = {
      XDG_CACHE_HOME: join(folder, 'cache'),
      GREENROOM_KUBERNETES_URL: `${url}/kubernetes/`,
      GREENROOM_ETCD_URL: `${url}/etcd`,
      GREENROOM_KWOK_URL: `${url}/kwok`,
      GREENROOM_PROMETHEUS_URL: `${url}/prometheus`,
    };
    await publish();
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
    await rm(folder, { recursive: true });
  });

  /** Offers a small script for each program, as its publisher would offer the program. */
  async function publish() {
    const versions = { ...programVersions, prometheus: PROMETHEUS_VERSION };
    for (const download of [
      ...officialDownloads(platform, env),
      ...prometheusDownloads(platform, env),
    ]) {
      const { program, memberOf, fileName, url, checksum } = download;
      const script = `#!/bin/sh\necho v${versions[program]}\n`;
      let content = Buffer.from(script);
      if (memberOf) {
        const member = join(folder, memberOf);
        await mkdir(dirname(member), { recursive: true });
        await writeFile(member, script, { mode: 0o755 });
        const archive = join(folder, basename(fileName));
        await create({ file: archive, gzip: true, cwd: folder }, [memberOf]);
        content = await readFile(archive);
      }
      const digest = createHash('sha256').update(content).digest('hex');
      files.set(new URL(url).pathname, content);
      files.set(
        new URL(checksum.url).pathname,
        Buffer.from(`${digest}  ${fileName}\n`),
      );
    }
  }

  it('downloads, verifies and keeps all programs', async () => {
    const steps = new Set<string>();
    const fetched = await ensureBinaries({
      env,
      platform,
      onProgress: ({ step }) => steps.add(step),
    });
    expect(fetched.source).toBe('download');
    expect(steps).toEqual(new Set(['download']));
    for (const program of PROGRAMS) {
      expect(await readFile(fetched.paths[program], 'utf8')).toContain(
        'echo v',
      );
    }

    requests = [];
    const again = await ensureBinaries({ env, platform });
    expect(again).toEqual({ source: 'cache', paths: fetched.paths });
    expect(requests).toEqual([]);
  });

  it('gets Prometheus by itself, and only when it is asked for', async () => {
    const file = await ensurePrometheus({ env, platform });
    expect(await readFile(file, 'utf8')).toContain('echo v');
    expect(requests.every(path => path.startsWith('/prometheus/'))).toBe(true);

    requests = [];
    expect(await ensurePrometheus({ env, platform })).toBe(file);
    expect(requests).toEqual([]);
  });

  it('fetches once when two processes ask at the same time', async () => {
    const both = await Promise.all([
      ensureBinaries({ env, platform }),
      ensureBinaries({ env, platform }),
    ]);
    expect(both.map(({ source }) => source).sort()).toEqual([
      'cache',
      'download',
    ]);
    expect(requests).toHaveLength(2 * PROGRAMS.length);
  });

  it('refuses a file that is not what its publisher says, and says what to do', async () => {
    const path = [...files.keys()].find(key => key.endsWith('/kube-scheduler'));
    files.set(path ?? '', Buffer.from('#!/bin/sh\necho v1.36.3 # replaced\n'));
    // Without a Go on PATH there is no other way to get them.
    const failure = ensureBinaries({ env: { ...env, ...noGo }, platform });
    await expect(failure).rejects.toThrow(
      /kube-scheduler has checksum \w+, but its publisher says/,
    );
    await expect(failure).rejects.toThrow('install Go 1.26 or newer');
  });

  it('does not try when downloads are switched off', async () => {
    await expect(
      ensureBinaries({
        env: { ...env, ...noGo, GREENROOM_DOWNLOAD: 'off' },
        platform,
      }),
    ).rejects.toThrow('switched off by GREENROOM_DOWNLOAD=off');
    expect(requests).toEqual([]);
  });
});
