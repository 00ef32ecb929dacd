import {
  CheckFinding,
  ConnectionSpec,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Answer, ask, Network } from '../ask';
import { destinationOf, named } from '../destination';
import { strangeAnswer } from './answers';
import { Login, loginFor } from './dockerLogin';
import { parseAddress, Probe } from './Probe';

/** Where Docker Hub is found, whatever it is called. */
const HUB = 'registry-1.docker.io';

/** Asks a registry how it lets in, and logs in that way. */
export const oci: Probe = {
  destination: spec => destinationOf(addressOf(spec)),
  run: async (spec, values, network) => {
    const url = addressOf(spec);
    const { registry = '' } = spec;
    const login = loginFor(registry, values['.dockerconfigjson']);
    if (!login) return withoutLogin(registry);
    const first = await ask({ method: 'GET', url }, network);
    if (first.status === 200) return asksNoLogin(registry);
    const desk = loginDesk(first, url);
    return desk
      ? logIn(login, { desk, registry }, network)
      : strangeAnswer(first, registry, 'a registry');
  },
};

function addressOf({ registry = '' }: ConnectionSpec): URL {
  const isHub = /^(index\.)?docker\.io$/.test(registry);
  return parseAddress(`https://${isHub ? HUB : registry}/v2/`);
}

/**
 * Where a registry wants logins to be shown: at its own address (Basic), or
 * where tokens are handed out (Bearer), which may be another host. Undefined
 * when it does not ask for one as registries do.
 */
export function loginDesk(
  { status, headers }: Pick<Answer, 'status' | 'headers'>,
  url: URL,
): URL | undefined {
  const challenge = headers['www-authenticate'] ?? '';
  if (status !== 401) return undefined;
  const bearer = /(^|,)\s*bearer\s+(?<fields>.*)/i.exec(challenge)?.groups;
  if (!bearer) return /(^|,)\s*basic\b/i.test(challenge) ? url : undefined;
  const fields = Object.fromEntries(
    [...bearer.fields.matchAll(/([a-z]+)="([^"]*)"/gi)].map(
      ([, name, value]) => [name.toLowerCase(), value],
    ),
  );
  if (!URL.canParse(fields.realm)) return undefined;
  const desk = new URL(fields.realm);
  if (!['http:', 'https:'].includes(desk.protocol)) return undefined;
  if (fields.service) desk.searchParams.set('service', fields.service);
  return desk;
}

async function logIn(
  { user, password }: Login,
  { desk, registry }: { desk: URL; registry: string },
  network: Network,
): Promise<CheckFinding> {
  const to = destinationOf(desk);
  const refused = network.guard.refusal(to);
  if (refused) {
    return {
      outcome: 'notAllowed',
      reason: 'TokenHostNotAllowed',
      message: `${registry} answers, and has logins checked at ${named(
        to,
      )}, where checks may not go: whether the login is right is not known.`,
      fix: refused.fix,
    };
  }
  const basic = Buffer.from(`${user}:${password}`).toString('base64');
  const answer = await ask(
    { method: 'GET', url: desk, headers: { authorization: `Basic ${basic}` } },
    network,
  );
  return loginFinding(answer, { registry, host: named(to) });
}

/** What is meant by the answer to a login. */
export function loginFinding(
  answer: Answer,
  { registry, host }: { registry: string; host: string },
): CheckFinding {
  const { status } = answer;
  if (status === 200) {
    return {
      outcome: 'reachable',
      reason: 'LoginTaken',
      message: `${registry} answers, and takes the login.`,
    };
  }
  return status === 401 || status === 403
    ? {
        outcome: 'refused',
        reason: 'LoginRefused',
        message: `${registry} answers, and does not take the login.`,
        fix: 'Supply user and password once more. Many registries want a token in place of the password.',
      }
    : strangeAnswer(answer, host, 'a registry');
}

function withoutLogin(registry: string): CheckFinding {
  return {
    outcome: 'incomplete',
    reason: 'LoginMissing',
    message: `Nothing was sent: the Docker configuration has no user and password for ${registry}.`,
    fix: `Supply a login for ${registry}.`,
  };
}

function asksNoLogin(registry: string): CheckFinding {
  return {
    outcome: 'reachable',
    reason: 'NoLoginAsked',
    message: `${registry} answers, and asks for no login: whether the one of this connection is right only shows when an image is pulled.`,
  };
}
