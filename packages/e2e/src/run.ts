import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser, playwrightCli } from './browser';
import { Portal } from './portal';

/** The parts of Playwright's JSON report that we count. */
interface Report {
  stats: { expected: number; unexpected: number; flaky: number };
  errors: { message?: string }[];
}

const report = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Runs the browser tests against a portal of their own, or against the one at
 * `GREENROOM_E2E_URL`, whose cluster's `GREENROOM_E2E_KUBECONFIG` must then be
 * given too. Arguments go to Playwright; `--pictures` also renews
 * the pictures of the documentation.
 * The last line printed is `N passed, N failed`.
 */
async function main(args: string[]): Promise<number> {
  const browser = ensureBrowser(report);
  const directory = await mkdtemp(join(tmpdir(), 'greenroom-e2e-'));
  const state = join(directory, 'state');
  const given = givenPortal();
  let portal: Portal | undefined;
  const stop = async () => {
    await portal?.stop();
    await rm(directory, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop().finally(() => process.exit(1)));
  }
  try {
    portal = given ? undefined : await Portal.start(state, [], report);
    const counts = await playwright(
      args.filter(arg => arg !== '--pictures'),
      {
        GREENROOM_E2E_URL: given?.url ?? portal?.url ?? '',
        GREENROOM_E2E_KUBECONFIG:
          given?.kubeconfig ?? join(state, 'cluster/kubeconfig'),
        GREENROOM_E2E_BROWSER: browser ?? '',
        GREENROOM_E2E_PICTURES: args.includes('--pictures') ? '1' : '',
        PLAYWRIGHT_JSON_OUTPUT_NAME: join(directory, 'report.json'),
      },
    );
    report(`${counts.passed} passed, ${counts.failed} failed`);
    return counts.failed ? 1 : 0;
  } finally {
    await stop();
  }
}

/** A portal that somebody else runs, with its cluster. */
function givenPortal(): { url: string; kubeconfig: string } | undefined {
  const url = process.env.GREENROOM_E2E_URL;
  if (!url) return undefined;
  const kubeconfig = process.env.GREENROOM_E2E_KUBECONFIG;
  if (!kubeconfig) {
    throw new Error(
      'GREENROOM_E2E_URL needs GREENROOM_E2E_KUBECONFIG: a kubeconfig that may read everything in that portal’s cluster',
    );
  }
  return { url, kubeconfig };
}

async function playwright(
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ passed: number; failed: number }> {
  const child = spawn(process.execPath, [playwrightCli(), 'test', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  await new Promise(ended => {
    child.once('exit', ended);
  });
  const { stats, errors }: Report = JSON.parse(
    await readFile(env.PLAYWRIGHT_JSON_OUTPUT_NAME, 'utf8'),
  );
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
  };
}

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  error => {
    process.stderr.write(`${error.message}\n`);
    report('0 passed, 1 failed');
    process.exitCode = 1;
  },
);
