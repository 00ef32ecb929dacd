import { generateKeyPair, randomBytes, X509Certificate } from 'node:crypto';
import { access, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { ClusterFiles } from './directory';

const PRIVATE = { mode: 0o600 };
const DAY = 24 * 60 * 60 * 1_000;

/** The identities that a cluster knows from the start, with their bearer tokens. */
export interface Tokens {
  /** Everything; for the control plane itself and for people at the keyboard. */
  admin: string;
  greenroom: string;
  portalReader: string;
}

const users: Record<keyof Tokens, { name: string; groups: string[] }> = {
  admin: { name: 'greenroom-devcluster-admin', groups: ['system:masters'] },
  greenroom: serviceAccount('greenroom'),
  portalReader: serviceAccount('portal-reader'),
};

function serviceAccount(name: string) {
  return {
    name: `system:serviceaccount:greenroom-system:${name}`,
    groups: [
      'system:serviceaccounts',
      'system:serviceaccounts:greenroom-system',
    ],
  };
}

/** The lines of `--token-auth-file`: token, user, uid, groups. */
export function formatTokens(tokens: Tokens): string {
  return Object.entries(users)
    .map(([key, { name, groups }]) => {
      const token = tokens[key as keyof Tokens];
      return `${token},${name},${name},"${groups.join(',')}"\n`;
    })
    .join('');
}

/** Reads back what `formatTokens` wrote; undefined when an identity is missing. */
export function parseTokens(text: string): Tokens | undefined {
  const byName = new Map(
    text.split('\n').map(line => {
      const [token, name] = line.split(',');
      return [name, token] as const;
    }),
  );
  const tokens: Partial<Tokens> = {};
  for (const key of Object.keys(users) as (keyof Tokens)[]) {
    tokens[key] = byName.get(users[key].name);
  }
  return Object.values(tokens).every(Boolean) ? (tokens as Tokens) : undefined;
}

/**
 * The tokens of this cluster, made on the first start and kept. They name
 * ServiceAccounts as a token of the cluster's own would, but are valid from
 * the apiserver's first moment on and through every restart.
 */
export async function ensureTokens(files: ClusterFiles): Promise<Tokens> {
  const kept = await readTokens(files);
  if (kept) {
    return kept;
  }
  const token = () => randomBytes(32).toString('base64url');
  const tokens = { admin: token(), greenroom: token(), portalReader: token() };
  await writeFile(files.tokens, formatTokens(tokens), PRIVATE);
  return tokens;
}

export async function readTokens(
  files: ClusterFiles,
): Promise<Tokens | undefined> {
  return parseTokens(await readFile(files.tokens, 'utf8').catch(() => ''));
}

/** The key that signs ServiceAccount tokens, made on the first start and kept. */
export async function ensureServiceAccountKey(
  files: ClusterFiles,
): Promise<void> {
  const exists = await access(files.serviceAccountKey).then(
    () => true,
    () => false,
  );
  if (!exists) {
    const { privateKey } = await promisify(generateKeyPair)('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    await writeFile(files.serviceAccountKey, privateKey, PRIVATE);
  }
}

/** The apiserver makes its certificate for one year when it finds none; so one that ends soon is removed before a start. */
export async function removeEndingCertificate(
  files: ClusterFiles,
): Promise<void> {
  const pem = await readFile(files.certificate, 'utf8').catch(() => undefined);
  if (pem !== undefined && endsSoon(pem)) {
    await rm(files.certificate, { force: true });
    await rm(files.certificate.replace(/\.crt$/, '.key'), { force: true });
  }
}

function endsSoon(pem: string): boolean {
  try {
    return (
      new X509Certificate(pem).validToDate.getTime() < Date.now() + 30 * DAY
    );
  } catch {
    return true;
  }
}

/** The authority in the apiserver's self-made certificate file; undefined while that is not complete. */
export function authorityOf(pem: string): string | undefined {
  const blocks =
    pem.match(
      /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----\n/g,
    ) ?? [];
  return blocks.find(block => new X509Certificate(block).ca);
}

/** A kubeconfig with one cluster, one user and one context, all called `dev`. */
export async function writeKubeconfig(
  files: ClusterFiles,
  cluster: { server: string; ca: string; token: string },
): Promise<void> {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'dev',
    clusters: [
      {
        name: 'dev',
        cluster: {
          server: cluster.server,
          'certificate-authority-data': Buffer.from(cluster.ca).toString(
            'base64',
          ),
        },
      },
    ],
    users: [{ name: 'dev', user: { token: cluster.token } }],
    contexts: [{ name: 'dev', context: { cluster: 'dev', user: 'dev' } }],
  };
  await writeFile(files.kubeconfig, stringify(config), PRIVATE);
}
