import { Fix } from '@greenroom/backstage-plugin-greenroom-common';
import { Cause } from '../Cause';
import { sickContainer } from '../containers';
import { Evidence, NeededSecret } from '../Evidence';

const SUPPLY = 'Supply values…';

/** A connection whose Secret is not there, or lacks a key. Source: a look at the Secret by its name. */
export const secretMissing: Cause = {
  reason: 'SecretMissing',
  phase: 'Pending',
  stage: 'Ready',
  find: ({ secret, context }) => {
    const missing = secret && missingKeys(secret, context);
    if (!missing) return undefined;
    const keys = missing.keys.join(', ');
    return {
      ...explainMissing({ ...secret, ...missing }),
      object: `Secret ${context.namespace}/${secret.name}`,
      evidence:
        secret.problem ??
        (missing.absent ? 'does not exist' : `has no ${keys}`),
    };
  },
};

/** Undefined when nothing is missing, or nobody can tell. */
function missingKeys(
  { name, keys }: NeededSecret,
  { secrets }: Evidence['context'],
): { absent: boolean; keys: readonly string[] } | undefined {
  const seen = secrets?.get(name);
  if (!seen) return undefined;
  if (seen === 'absent')
    return keys.length ? { absent: true, keys } : undefined;
  const missing = keys.filter(key => !seen.keys.includes(key));
  return missing.length ? { absent: false, keys: missing } : undefined;
}

/** What it means that a connection's Secret is absent or lacks these keys. */
export function explainMissing({
  name,
  source,
  keys: missing,
  absent,
}: Omit<NeededSecret, 'problem'> & { absent: boolean }): {
  summary: string;
  fixes: Fix[];
} {
  const keys = missing.join(', ');
  switch (source) {
    case 'values':
      return {
        summary: `Its values have not been supplied: ${keys}.`,
        fixes: [{ text: `Send them with "${SUPPLY}" on its page` }],
      };
    case 'secretRef':
      return {
        summary: absent
          ? `The Secret "${name}" that it refers to does not exist in its project.`
          : `The Secret "${name}" that it refers to lacks ${keys}.`,
        fixes: [
          { text: `Have whoever takes care of "${name}" give it ${keys}` },
        ],
      };
    default:
      return {
        summary: `external-secrets.io has not fetched ${keys} yet.`,
        fixes: [
          {
            text: 'Ask the platform team whether the store of the project has these entries, and may be read',
          },
        ],
      };
  }
}

const NOT_FOUND = /secret "([^"]+)" not found/i;
const NO_KEY = /couldn't find key (\S+) in Secret [^/\s]+\/(\S+)/;

/** A container waits for the credentials of a connection. Source: kubelet, "CreateContainerConfigError". */
export const containerSecretMissing: Cause = {
  reason: 'SecretMissing',
  phase: 'Pending',
  stage: 'Started',
  find: evidence => {
    const sick = sickContainer(
      evidence,
      ({ waiting }) => waiting?.reason === 'CreateContainerConfigError',
    );
    const said = sick?.container.waiting?.message ?? '';
    const [, key, keptIn] = NO_KEY.exec(said) ?? [];
    const secret = keptIn ?? NOT_FOUND.exec(said)?.[1];
    const { connections = [] } = evidence.context.resolved;
    const connection = connections.find(each => each.secret === secret);
    return (
      sick &&
      connection && {
        summary: `It waits for the values of the connection "${
          connection.name
        }"${
          key ? `: ${key} has not been supplied` : ''
        }. It starts by itself once they are there.`,
        object: sick.object,
        evidence: said,
        fixes: [
          connection.own
            ? {
                text: `Send them with "${SUPPLY}" on the page of "${connection.name}"`,
              }
            : { text: `Have the Secret "${secret}" completed` },
        ],
      }
    );
  },
};
