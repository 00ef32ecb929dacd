import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageDirectory } from '../packageDirectory';
import { buildArguments } from './controlPlane';
import { isOldGo } from './goBuild';
import { prometheusArguments } from './prometheus';
import {
  ETCD_VERSION,
  KUBERNETES_VERSION,
  KWOK_VERSION,
  PROMETHEUS_VERSION,
} from './versions';

describe('buildArguments', () => {
  it('stamps the version, without which controllers refuse the apiserver', () => {
    const args = buildArguments('/out');
    const stamp = args.find(arg => arg.startsWith('-ldflags='));
    expect(stamp).toContain(
      `-X k8s.io/component-base/version.gitVersion=v${KUBERNETES_VERSION}`,
    );
    expect(stamp).toContain('version.gitMajor=1 ');
    expect(args.slice(-3)).toEqual(['-o', '/out/', 'tool']);
  });
});

describe('tools/go.mod', () => {
  it('pins the versions that are downloaded otherwise', async () => {
    const goMod = await readFile(
      join(packageDirectory, 'tools', 'go.mod'),
      'utf8',
    );
    expect(goMod).toContain(`k8s.io/kubernetes v${KUBERNETES_VERSION}`);
    expect(goMod).toContain(`go.etcd.io/etcd/server/v3 v${ETCD_VERSION}`);
    expect(goMod).toContain(`sigs.k8s.io/kwok v${KWOK_VERSION}`);
  });
});

describe('prometheus/go.mod', () => {
  it('pins the version that is downloaded otherwise, as modules count it', async () => {
    const [major, minor] = PROMETHEUS_VERSION.split('.').map(Number);
    const goMod = await readFile(
      join(packageDirectory, 'prometheus', 'go.mod'),
      'utf8',
    );
    expect(goMod).toContain(
      `github.com/prometheus/prometheus v0.${100 * major + minor}.0`,
    );
    expect(prometheusArguments('/out').join(' ')).toContain(
      `version.Version=${PROMETHEUS_VERSION}`,
    );
  });
});

describe('isOldGo', () => {
  it('knows which Go can fetch the toolchain it needs', () => {
    expect(isOldGo('go1.20.14')).toBe(true);
    expect(isOldGo('go1.21.0')).toBe(false);
    expect(isOldGo('go1.26.8\n')).toBe(false);
    expect(isOldGo('devel')).toBe(true);
  });
});
