export interface Login {
  user: string;
  password: string;
}

interface Entry {
  auth?: unknown;
  username?: unknown;
  password?: unknown;
}

/** What Docker's own tools call Docker Hub. */
const HUB_NAMES = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];

/** The login for a registry in a Docker configuration. Undefined when there is none that a check could show. */
export function loginFor(
  registry: string,
  dockerConfig: string | undefined,
): Login | undefined {
  const names = HUB_NAMES.includes(registry) ? HUB_NAMES : [registry];
  const found = Object.entries(entriesOf(dockerConfig)).find(([name]) =>
    names.includes(hostOf(name)),
  );
  return found && loginOf(found[1] ?? {});
}

function entriesOf(dockerConfig = '{}'): Record<string, Entry | null> {
  try {
    return JSON.parse(dockerConfig)?.auths ?? {};
  } catch {
    // What the parser says quotes what it was given.
    return {};
  }
}

/** Entries are named by a host, or an address such as `https://index.docker.io/v1/`. */
function hostOf(name: string): string {
  return name.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

function loginOf({ auth, username, password }: Entry): Login | undefined {
  const [, user, secret] =
    typeof auth === 'string'
      ? /^([^:]*):(.*)$/s.exec(Buffer.from(auth, 'base64').toString()) ?? []
      : [undefined, username, password];
  return typeof user === 'string' && user && typeof secret === 'string'
    ? { user, password: secret }
    : undefined;
}
