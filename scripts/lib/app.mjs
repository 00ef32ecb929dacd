import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './children.mjs';
import { digest } from './digest.mjs';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { childArguments } from './nodeArguments.mjs';
import { root } from './paths.mjs';
import { step } from './progress.mjs';

// What the bundle is made of. Of the configuration only the list of plugins is built in; the backend
// injects the rest when it serves the app.
const SOURCES = [
  'packages/app',
  'plugins/greenroom',
  'plugins/greenroom-common',
  'plugins/greenroom-react',
  'app-config.yaml',
  'yarn.lock',
];

/** Builds the browser's part of the portal when its sources changed; the backend serves it. */
export async function ensureApp(logs) {
  const stamp = path.join(root, 'node_modules', '.greenroom', 'app');
  const page = path.join(root, 'packages/app/dist/index.html');
  const fresh = wanted =>
    existsSync(page) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted;
  if (fresh(digest(root, SOURCES))) {
    return;
  }
  await step('Building the app', report =>
    withLock(
      path.join(root, '.greenroom', 'app.lock'),
      async () => {
        const wanted = digest(root, SOURCES);
        if (fresh(wanted)) {
          return;
        }
        const log = path.join(logs, 'app-build.log');
        const build = await run(
          process.execPath,
          [
            ...childArguments,
            path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
            'package',
            'build',
            '--config',
            path.join(root, 'app-config.yaml'),
          ],
          { cwd: path.join(root, 'packages/app'), log },
        );
        if (build.code !== 0) {
          throw new Failure(
            'The app could not be built.',
            `${build.lastLines.slice(-30).join('\n')}\nAll output: ${log}`,
          );
        }
        mkdirSync(path.dirname(stamp), { recursive: true });
        writeFileSync(stamp, wanted);
      },
      ({ pid }) => report(`waiting for process ${pid}, which is at it`),
    ),
  );
}
