import { CheckFinding } from '@greenroom/backstage-plugin-greenroom-common';
import { Destination, named } from './destination';

/** How long the far side has, in words. */
const PATIENCE = '5 seconds';

type Text = Pick<CheckFinding, 'reason' | 'message' | 'fix'>;

const TRUST =
  'Ask the platform team to let the portal trust its certificate authority (NODE_EXTRA_CA_CERTS). Workbenches have certificates of their own, so it may work there.';
const ROUTE =
  'Ask the platform team whether the portal may reach it. Workbenches are elsewhere in the network, so it may work there.';

const untrusted = (host: string): Text => ({
  reason: 'CertificateNotTrusted',
  message: `${host} answers, but the portal does not trust its certificate, so nothing was sent.`,
  fix: TRUST,
});
const outdated = (host: string): Text => ({
  reason: 'CertificateExpired',
  message: `${host} answers with a certificate that is not valid today, so nothing was sent.`,
  fix: 'Ask whoever runs it to renew the certificate.',
});
const noRoute = (host: string): Text => ({
  reason: 'NoRoute',
  message: `There is no way from the portal to ${host}.`,
  fix: ROUTE,
});
const noSuchHost = (host: string): Text => ({
  reason: 'HostNotFound',
  message: `The portal finds no host of the name ${host}.`,
  fix: 'Correct the name. One that only the cluster knows cannot be checked from the portal.',
});
const noTls = (host: string): Text => ({
  reason: 'TlsFailed',
  message: `${host} answers, but not with a TLS that the portal speaks.`,
  fix: 'Check port and protocol of the address.',
});

const lost = (host: string): Text => ({
  reason: 'ConnectionLost',
  message: `${host} was reached, but gave no answer that can be understood.`,
  fix: 'Check port and protocol of the address, and try again in a minute.',
});

/** By the codes of Node.js. */
const BY_CODE: Record<string, (host: string) => Text> = {
  ENOTFOUND: noSuchHost,
  ENODATA: noSuchHost,
  EAI_AGAIN: host => ({
    reason: 'NameServiceFailed',
    message: `The portal could not look up ${host}: its name service does not answer.`,
    fix: 'Try again in a minute. If it stays so, tell the platform team.',
  }),
  ECONNREFUSED: host => ({
    reason: 'NothingListens',
    message: `Nothing answers at ${host}: the connection was refused.`,
    fix: 'Check the port, and ask whoever runs it whether it is up.',
  }),
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  EADDRNOTAVAIL: noRoute,
  ABORT_ERR: host => ({
    reason: 'NoAnswer',
    message: `${host} did not answer within ${PATIENCE}.`,
    fix: `Often a firewall lies between. ${ROUTE}`,
  }),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  CERT_UNTRUSTED: untrusted,
  CERT_SIGNATURE_FAILURE: untrusted,
  CERT_REVOKED: untrusted,
  CERT_REJECTED: untrusted,
  CERT_HAS_EXPIRED: outdated,
  CERT_NOT_YET_VALID: outdated,
  ERR_TLS_CERT_ALTNAME_INVALID: host => ({
    reason: 'CertificateForAnother',
    message: `${host} answers with a certificate for another name, so nothing was sent.`,
    fix: 'Use the name that the certificate is for, or ask whoever runs it for one that names this host.',
  }),
  EPROTO: noTls,
};

/**
 * What it means that nothing came back. The words of the error are left out:
 * they quote addresses, certificates, or the far side.
 */
export function networkFinding(error: unknown, to: Destination): CheckFinding {
  const text = (
    BY_CODE[codeOf(error)] ??
    (codeOf(error).startsWith('ERR_SSL_') ? noTls : lost)
  )(named(to));
  return { outcome: 'unreachable', ...text };
}

/** Of several addresses each has failed: the first says why. */
function codeOf(error: unknown): string {
  const { code, errors, name } = (error ?? {}) as {
    code?: unknown;
    errors?: unknown[];
    name?: string;
  };
  if (name === 'AbortError' || name === 'TimeoutError') return 'ABORT_ERR';
  if (Array.isArray(errors) && errors.length) return codeOf(errors[0]);
  return typeof code === 'string' ? code : '';
}
