/** Operating system and processor as Go and the Kubernetes release site name them. */
export interface Platform {
  os: string;
  arch: string;
}

const goOs: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
};
const goArch: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

/** The platform of this process, or an error naming what is supported. */
export function currentPlatform(
  os: NodeJS.Platform = process.platform,
  arch: string = process.arch,
): Platform {
  const platform = { os: goOs[os], arch: goArch[arch] };
  if (!platform.os || !platform.arch) {
    throw new Error(
      `The development cluster runs on Linux and macOS on x64 and arm64, not on ${os} ${arch}. ` +
        'Use an existing cluster instead: npm start -- --kubeconfig FILE',
    );
  }
  return { os: platform.os, arch: platform.arch };
}
