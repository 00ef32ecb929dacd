import {
  gitFolder,
  WorkbenchSpec,
} from '@greenroom/backstage-plugin-greenroom-common';
import { ContainerVariable } from './environment';
import { HardwareRequest, resources } from './hardware';
import { commonContainer } from './pod';
import { TierParts } from './tier';

export const CLONE_CONTAINER = 'git-clone';

/**
 * Clones once. What is at the target already is somebody's work, whatever it
 * is: it is left alone. The clone is made beside it and renamed when it is
 * complete, so that one that was interrupted is neither taken for a whole one
 * nor in the way of the next. Addresses and names come as variables: nothing of
 * a declaration is ever part of a script.
 */
export const CLONE_SCRIPT = `set -eu
target="$GIT_DIRECTORY/$GIT_FOLDER"
partial="$GIT_DIRECTORY/.$GIT_FOLDER.greenroom-cloning"
if [ -e "$target" ] || [ -L "$target" ]; then
  echo "$target exists: left as it is"
  exit 0
fi
rm -rf -- "$partial"
git clone -- "$GIT_URL" "$partial"
if [ -n "$GIT_REF" ]; then
  git -C "$partial" checkout --quiet "$GIT_REF" --
fi
mv -- "$partial" "$target"
`;

/** Prints what git asks for; only for the host of the repository, wherever it redirects to. */
const CREDENTIAL_HELPER =
  '!f() { printf "username=%s\\npassword=%s\\n" "$GIT_USERNAME" "$GIT_PASSWORD"; }; f';

/** Brings the repository into the volume when it is not there yet. With the workbench's own image: it is needed anyway. */
export function gitCloneContainer(
  { git, storage = [] }: WorkbenchSpec,
  image: string,
  { cpu, memory }: HardwareRequest,
  mounts: readonly { name: string; mountPath: string }[],
  /** How the company's network is left, and whom to trust there. */
  tier: Pick<TierParts, 'variables' | 'mounts'>,
) {
  if (!git) return undefined;
  const index = git.storage
    ? storage.findIndex(({ name }) => name === git.storage)
    : 0;
  const mount = mounts[index];
  return {
    name: CLONE_CONTAINER,
    image,
    command: ['/bin/sh', '-c', CLONE_SCRIPT],
    env: [
      { name: 'GIT_URL', value: git.url },
      { name: 'GIT_REF', value: git.ref ?? '' },
      { name: 'GIT_DIRECTORY', value: mount.mountPath },
      { name: 'GIT_FOLDER', value: gitFolder(git.url) },
      { name: 'GIT_ALLOW_PROTOCOL', value: 'https' },
      { name: 'GIT_TERMINAL_PROMPT', value: '0' },
      ...credentials(git.url, git.secret),
      ...tier.variables,
    ],
    resources: resources({ cpu, memory }),
    ...commonContainer,
    volumeMounts: [mount, ...tier.mounts],
  };
}

function credentials(
  url: string,
  secret: string | undefined,
): ContainerVariable[] {
  if (!secret) return [];
  const from = (key: string) => ({
    valueFrom: { secretKeyRef: { name: secret, key } },
  });
  return [
    { name: 'GIT_USERNAME', ...from('username') },
    { name: 'GIT_PASSWORD', ...from('password') },
    { name: 'GIT_CONFIG_COUNT', value: '1' },
    {
      name: 'GIT_CONFIG_KEY_0',
      value: `credential.${new URL(url).origin}.helper`,
    },
    { name: 'GIT_CONFIG_VALUE_0', value: CREDENTIAL_HELPER },
  ];
}
