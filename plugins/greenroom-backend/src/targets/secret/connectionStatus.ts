import {
  Condition,
  connectionSecret,
  connectionSource,
  Declaration,
  Explanation,
  Phase,
  requiredSecretKeys,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  Observations,
  StatusContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { connectionCauses } from '../../status/causes';
import { Diagnosis, diagnose } from '../../status/Cause';
import { NeededSecret } from '../../status/Evidence';
import {
  iso,
  readiness,
  staleExplanation,
  statusFrame,
} from '../../status/frame';
import { externalSecrets, olderExternalSecrets } from './externalSecrets';

/** Status of a connection: it is applied, and its Secret has what its type needs. */
export function connectionStatus(
  connection: Declaration<'Connection'>,
  seen: Observations,
  context: StatusContext,
): Status {
  const secret = neededSecret(connection, seen);
  const root = `Secret ${context.namespace}/${secret.name}`;
  const diagnosis = diagnose(connectionCauses, {
    asset: connection,
    root,
    context,
    pods: [],
    claims: [],
    events: [],
    refusals: [],
    queued: [],
    secret,
  });
  const told =
    !secret.keys.length || context.secrets?.has(secret.name) === true;
  const phase = phaseOf(connection, context, diagnosis, told);
  return {
    ...statusFrame(connection, context, phase),
    conditions: conditions(phase, context, diagnosis),
    explanation:
      diagnosis?.explanation ??
      staleExplanation(root, context) ??
      (phase === 'Unknown' ? untold(root) : undefined),
    steps: [],
    endpoints: [],
  };
}

function neededSecret(
  { name, spec }: Declaration<'Connection'>,
  seen: Observations,
): NeededSecret {
  const fetched =
    seen.one(externalSecrets, name) ?? seen.one(olderExternalSecrets, name);
  const failed = fetched?.conditions.find(
    ({ type, status }) => type === 'Ready' && status === 'False',
  );
  return {
    name: connectionSecret(name, spec),
    keys: requiredSecretKeys(spec.type),
    source: connectionSource(spec),
    problem: failed?.message,
  };
}

function phaseOf(
  { deletion, revision }: Declaration,
  { appliedRevision }: StatusContext,
  diagnosis: Diagnosis | undefined,
  told: boolean,
): Phase {
  if (deletion) return 'Deleting';
  if (diagnosis) {
    const { cause, phase } = diagnosis;
    return cause.stage === 'Applied' && appliedRevision > 0
      ? 'Degraded'
      : phase;
  }
  if (appliedRevision < revision) return 'Progressing';
  return told ? 'Ready' : 'Unknown';
}

function conditions(
  phase: Phase,
  { appliedRevision, now, staleSince }: StatusContext,
  diagnosis: Diagnosis | undefined,
): Condition[] {
  const since = iso(now);
  const failed = diagnosis && {
    status: 'False' as const,
    reason: diagnosis.explanation.reason,
    message: diagnosis.explanation.summary,
  };
  const notApplied =
    diagnosis?.cause.stage === 'Applied' || appliedRevision === 0;
  return [
    {
      type: 'Applied',
      status: notApplied ? 'False' : 'True',
      reason: notApplied
        ? diagnosis?.explanation.reason ?? 'Waiting'
        : 'Applied',
      message: notApplied ? failed?.message ?? '' : '',
      since,
    },
    {
      type: 'Ready',
      ...(failed ?? {
        status: readiness(phase, staleSince),
        reason: staleSince ? 'Stale' : phase,
        message: '',
      }),
      since,
    },
  ];
}

/** Not to be told is not the same as missing. */
function untold(root: string): Explanation {
  return {
    reason: 'SecretUnknown',
    summary:
      'Whether its Secret has what it needs cannot be told at the moment.',
    chain: [{ object: root }],
    fixes: [
      {
        text: "Ask the platform team whether Greenroom's account may read Secrets by name there",
      },
    ],
  };
}
