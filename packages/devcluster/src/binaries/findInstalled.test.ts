import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { controlPlane } from './controlPlane';
import { findInstalled, saysVersion } from './findInstalled';
import { Program, PROGRAMS, programVersions } from './versions';

describe('saysVersion', () => {
  it.each(['Kubernetes v1.36.3', 'etcd Version: 1.36.3\nGit SHA: x'])(
    'accepts %j',
    text => expect(saysVersion(text, '1.36.3')).toBe(true),
  );

  it.each(['Kubernetes v1.36.30', 'v1.36.3-rc.1', 'v11.36.3', 'v1.36.2'])(
    'refuses %j',
    text => expect(saysVersion(text, '1.36.3')).toBe(false),
  );
});

describe('findInstalled', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenroom-assets-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const install = (program: Program, version: string) =>
    writeFile(join(folder, program), `#!/bin/sh\necho v${version}\n`, {
      mode: 0o755,
    });

  it('takes a complete set in the pinned versions from KUBEBUILDER_ASSETS', async () => {
    for (const program of PROGRAMS) {
      await install(program, programVersions[program]);
    }
    const found = await findInstalled(controlPlane, {
      KUBEBUILDER_ASSETS: folder,
    });
    expect(found?.source).toBe('installed');
    expect(found?.paths.etcd).toBe(join(folder, 'etcd'));
  });

  it('refuses a set with another version in it', async () => {
    for (const program of PROGRAMS) {
      await install(program, programVersions[program]);
    }
    await install('kwok', '0.1.0');
    expect(await findInstalled(controlPlane, { PATH: folder })).toBeUndefined();
  });
});
