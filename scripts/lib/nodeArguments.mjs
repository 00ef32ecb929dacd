import path from 'node:path';
import { root } from './paths.mjs';

const endWithParent = path.join(root, 'scripts/lib/endWithParent.cjs');

/** Arguments with which Node runs one of our children: it ends when we are gone. */
export const childArguments = ['--require', endWithParent];

/** Arguments with which Node runs TypeScript sources, as `backstage-cli package start` would. */
export const sourceArguments = [
  '--enable-source-maps',
  '--require',
  '@backstage/cli/config/nodeTransform.cjs',
];
