import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { officialDownloads } from './downloads';
import { goBuild } from './goBuild';
import { ProgramSet } from './ProgramSet';
import {
  ETCD_VERSION,
  KUBERNETES_VERSION,
  KWOK_VERSION,
  Program,
  programVersions,
} from './versions';

/** What a cluster cannot do without. */
export const controlPlane: ProgramSet<Program> = {
  title: 'the control plane',
  versions: programVersions,
  key: `k8s-${KUBERNETES_VERSION}_etcd-${ETCD_VERSION}_kwok-${KWOK_VERSION}`,
  downloads: officialDownloads,
  build: async (directory, options) => {
    await goBuild(
      {
        title: 'the control plane',
        module: 'tools',
        args: buildArguments(directory),
        about: 'about 5 minutes',
      },
      options,
    );
    // Go names a program after the last part of its package path, and etcd's is "server".
    await rename(join(directory, 'server'), join(directory, 'etcd'));
  },
  advice:
    'Do one of these: allow access to dl.k8s.io, github.com and api.github.com (or set GREENROOM_KUBERNETES_URL, GREENROOM_ETCD_URL and GREENROOM_KWOK_URL to a mirror); install Go 1.26 or newer (https://go.dev/dl); or set KUBEBUILDER_ASSETS to a folder with all five.',
};

/** Without the version stamp, controllers that check the apiserver's version refuse it. */
export function buildArguments(directory: string): string[] {
  const variable = 'k8s.io/component-base/version';
  const [major, minor] = KUBERNETES_VERSION.split('.');
  const stamp = {
    gitVersion: `v${KUBERNETES_VERSION}`,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
  };
  const ldflags = Object.entries(stamp).map(
    ([name, value]) => `-X ${variable}.${name}=${value}`,
  );
  return [
    'build',
    '-v',
    '-mod=readonly',
    '-trimpath',
    `-ldflags=-s -w ${ldflags.join(' ')}`,
    '-o',
    `${directory}/`,
    'tool',
  ];
}
