import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { run } from './children.mjs';
import { digest } from './digest.mjs';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { step } from './progress.mjs';

const NEEDED_BYTES = 4e9;
const YARN = '.yarn/releases/yarn-4.13.0.cjs';

/** What decides on the content of node_modules: the lockfile, every package.json, Yarn's settings. */
function manifests() {
  const workspaces = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(path.join(root, folder)).map(
      name => `${folder}/${name}/package.json`,
    ),
  );
  return ['yarn.lock', '.yarnrc.yml', 'package.json', ...workspaces];
}

/** Yarn does not read npm's configuration: the registry that npm uses is passed on. */
function yarnEnvironment() {
  const registry = process.env.npm_config_registry;
  return registry?.startsWith('https:') && !process.env.YARN_NPM_REGISTRY_SERVER
    ? { YARN_NPM_REGISTRY_SERVER: registry.replace(/\/$/, '') }
    : {};
}

/** What Yarn wrote last, without its decoration, when it is an error or the name of a phase. */
export function yarnDetail(line) {
  return /YN0000: ┌ (\w+) step/.exec(line)?.[1].toLowerCase();
}

/** What Yarn's output says of a failure, and what to do about it. */
export function yarnFailure(lines, log) {
  const all = `All output: ${log}`;
  if (lines.some(line => line.includes('ENOSPC'))) {
    return new Failure(
      'The disk is full.',
      `The dependencies need about 4 GB. Free some space and run the command again.\n${all}`,
    );
  }
  if (lines.some(line => line.includes('YN0028'))) {
    return new Failure(
      'yarn.lock does not fit the package.json files.',
      `Bring it up to date: node ${YARN} install\n${all}`,
    );
  }
  // Codes that introduce no error: plain text, unmet peers, fetched and added packages.
  const errors = lines.filter(
    line =>
      /YN\d+/.test(line) &&
      !/YN(0000|0002|0004|0013|0060|0085|0086)/.test(line),
  );
  return new Failure(
    'The dependencies could not be installed.',
    `${(errors.length ? errors : lines)
      .slice(-8)
      .join(
        '\n',
      )}\nThe npm registry must be reachable, directly or by a mirror (npm config set registry URL).\n${all}`,
  );
}

async function install(logs, report) {
  const free = statfsSync(root);
  if (
    !existsSync(path.join(root, 'node_modules')) &&
    free.bavail * free.bsize < NEEDED_BYTES
  ) {
    throw new Failure(
      `Too little disk space for the dependencies: ${(
        (free.bavail * free.bsize) /
        1e9
      ).toFixed(1)} GB free.`,
      'They need about 4 GB. Free some space and run the command again.',
    );
  }
  const log = path.join(logs, 'install.log');
  const yarn = await run(process.execPath, [YARN, 'install', '--immutable'], {
    cwd: root,
    env: yarnEnvironment(),
    log,
    onLine: line => {
      const phase = yarnDetail(line);
      if (phase) {
        report(phase);
      }
    },
  });
  if (yarn.code !== 0) {
    throw yarnFailure(yarn.lastLines, log);
  }
}

/** Installs the dependencies when the lockfile, a package.json or Yarn's settings changed since the last time. */
export async function ensureDependencies(logs) {
  const stamp = path.join(root, 'node_modules', '.greenroom', 'install');
  const fresh = wanted =>
    existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (fresh(digest(root, manifests()))) {
    return;
  }
  await step('Installing dependencies', report =>
    withLock(
      path.join(root, '.greenroom', 'install.lock'),
      async () => {
        const wanted = digest(root, manifests());
        if (!fresh(wanted)) {
          await install(logs, report);
          mkdirSync(path.dirname(stamp), { recursive: true });
          writeFileSync(stamp, wanted);
        }
      },
      ({ pid }) => report(`waiting for process ${pid}, which is at it`),
    ),
  );
}
