import { dirname } from 'node:path';

/** Where this package lies: its `manifests` and `tools` are read from there. */
export const packageDirectory = dirname(
  require.resolve('@greenroom/devcluster/package.json'),
);
