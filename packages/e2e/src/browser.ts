import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A browser to test with: an installed Chromium or Chrome, else Playwright's
 * own download, else Debian's package where we are root.
 * @returns path of the executable; undefined when Playwright is to use its own
 * @throws with what to do when there is none to be had
 */
export function ensureBrowser(
  report: (line: string) => void,
): string | undefined {
  const chosen = process.env.GREENROOM_BROWSER;
  if (chosen) {
    if (!isExecutable(chosen)) {
      throw new Error(`GREENROOM_BROWSER is not executable: ${chosen}`);
    }
    return chosen;
  }
  const installed = findInstalled();
  if (installed) return installed;

  report('No Chromium or Chrome is installed; asking Playwright for one');
  if (downloadByPlaywright()) return undefined;

  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    report('No download; installing Debian’s chromium');
    const install =
      'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium';
    spawnSync('sh', ['-c', install], { stdio: 'ignore' });
    const fromDebian = findInstalled();
    if (fromDebian) return fromDebian;
  }
  throw new Error(
    'No browser for the tests. Install Chromium or Chrome, or name one with GREENROOM_BROWSER=/path/to/chrome',
  );
}

function findInstalled(): string | undefined {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(folder => NAMES.map(name => join(folder, name)));
  return [...onPath, ...MAC].find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A refusal of the download is quick; a hanging one is given up after three minutes. */
function downloadByPlaywright(): boolean {
  const { status } = spawnSync(
    process.execPath,
    [playwrightCli(), 'install', 'chromium-headless-shell'],
    { stdio: 'ignore', timeout: 180_000 },
  );
  return status === 0;
}

/** Playwright's command line, to be run with our own Node. */
export function playwrightCli(): string {
  const manifest = createRequire(`${process.cwd()}/`).resolve(
    '@playwright/test/package.json',
  );
  return join(dirname(manifest), 'cli.js');
}
