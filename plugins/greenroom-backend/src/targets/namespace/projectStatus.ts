import {
  Condition,
  Declaration,
  Phase,
  Status,
  Step,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  namespaces,
  Observations,
  quotas,
  SeenNamespace,
  StatusContext,
} from '@greenroom/backstage-plugin-greenroom-node';
import { applyCauses } from '../../status/causes';
import { Diagnosis, diagnose } from '../../status/Cause';
import {
  iso,
  readiness,
  staleExplanation,
  statusFrame,
} from '../../status/frame';
import { isTaken } from './isTaken';
import { unmappedMembers } from './members';
import { QUOTA_NAME } from './tierObjects';

/** Status of a project: its namespace is there, and everything in it is applied. */
export function projectStatus(
  project: Declaration<'Project'>,
  seen: Observations,
  context: StatusContext,
): Status {
  const namespace = seen.one(namespaces, context.namespace);
  const diagnosis = diagnose(applyCauses, {
    asset: project,
    root: `Namespace ${context.namespace}`,
    context,
    pods: [],
    claims: [],
    events: [],
    refusals: [],
    queued: [],
  });
  const phase = phaseOf(
    project,
    namespace,
    seen.known(namespaces),
    context,
    diagnosis,
  );
  return {
    ...statusFrame(project, context, phase),
    conditions: [
      ...conditions(project, namespace, phase, context, diagnosis),
      ...membersMapped(project, context),
    ],
    explanation:
      diagnosis?.explanation ??
      staleExplanation(`Namespace ${context.namespace}`, context),
    steps: project.deletion
      ? []
      : steps(project, namespace, context, diagnosis),
    endpoints: [],
    ...quotaUse(seen),
    ...(project.deletion && !project.deletion.deleteData && namespace
      ? { kept: [`Namespace ${context.namespace}`] }
      : {}),
  };
}

function phaseOf(
  project: Declaration<'Project'>,
  namespace: SeenNamespace | undefined,
  known: boolean,
  { appliedRevision }: StatusContext,
  diagnosis: Diagnosis | undefined,
): Phase {
  const { deletion, revision } = project;
  if (deletion) return 'Deleting';
  if (!namespace && !isTaken(project)) {
    return diagnosis?.phase ?? (known ? 'Pending' : 'Unknown');
  }
  if (namespace?.phase === 'Terminating') return 'Degraded';
  if (diagnosis) return appliedRevision > 0 ? 'Degraded' : diagnosis.phase;
  return (isTaken(project) || isActive(namespace)) &&
    appliedRevision >= revision
    ? 'Ready'
    : 'Progressing';
}

function isActive(namespace: SeenNamespace | undefined): boolean {
  return namespace?.phase === 'Active';
}

function conditions(
  project: Declaration<'Project'>,
  namespace: SeenNamespace | undefined,
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
  const applied = appliedRevision > 0;
  return [
    {
      type: 'Applied',
      ...(failed ?? {
        status: applied ? 'True' : 'False',
        reason: applied ? 'Applied' : 'Waiting',
        message: '',
      }),
      since,
    },
    ...(isTaken(project) ? [] : [namespaceActive(namespace, since)]),
    {
      type: 'Ready',
      ...(failed ?? {
        status: readiness(phase, staleSince),
        reason: staleSince ? 'Stale' : phase,
        message: staleSince
          ? `The cluster has not been seen since ${staleSince}`
          : '',
      }),
      since,
    },
  ];
}

/** As the quota controller counted it last. Before it has counted there is nothing to tell, which is not zero. */
function quotaUse(seen: Observations): Pick<Status, 'quota'> {
  const quota = seen.one(quotas, QUOTA_NAME);
  const resources = Object.keys(quota?.hard ?? {}).sort();
  return quota && resources.length
    ? {
        quota: resources.flatMap(resource =>
          resource in quota.used
            ? [
                {
                  resource,
                  used: quota.used[resource],
                  hard: quota.hard[resource],
                },
              ]
            : [],
        ),
      }
    : {};
}

/** Who is nobody on the cluster keeps nobody else out, so it is said and no more. */
function membersMapped(
  project: Declaration<'Project'>,
  { cluster: { name, site }, now }: StatusContext,
): Condition[] {
  if (!project.spec.members?.length) return [];
  const unmapped = unmappedMembers(project, site);
  const one = {
    type: 'MembersMapped',
    since: iso(now),
  };
  return [
    unmapped.length
      ? {
          ...one,
          status: 'False',
          reason: 'MemberUnmapped',
          message: `${unmapped.join(
            ', ',
          )}: not known on cluster '${name}', and so without access there. The platform team says who they are in greenroom.clusters.${name}.members.`,
        }
      : { ...one, status: 'True', reason: 'Mapped', message: '' },
  ];
}

function namespaceActive(
  namespace: SeenNamespace | undefined,
  since: string,
): Condition {
  const active = isActive(namespace);
  return {
    type: 'NamespaceActive',
    status: active ? 'True' : 'False',
    reason: namespace?.phase ?? 'Waiting',
    message: '',
    since: (active && namespace?.metadata.creationTimestamp) || since,
  };
}

function steps(
  project: Declaration<'Project'>,
  namespace: SeenNamespace | undefined,
  { appliedRevision }: StatusContext,
  diagnosis: Diagnosis | undefined,
): Step[] {
  const { createdAt, revision } = project;
  const taken = isTaken(project);
  const active = taken || isActive(namespace);
  const applied = appliedRevision >= revision;
  const open = diagnosis?.phase === 'Failed' ? 'failed' : 'active';
  const last = applied ? 'done' : open;
  return [
    { name: 'Requested', state: 'done', at: createdAt },
    ...(taken ? [] : [namespaceStep(namespace, open)]),
    { name: 'Ready', state: active ? last : 'waiting' },
  ];
}

function namespaceStep(
  namespace: SeenNamespace | undefined,
  open: Step['state'],
): Step {
  const name = 'Namespace created';
  return isActive(namespace)
    ? { name, state: 'done', at: namespace?.metadata.creationTimestamp }
    : { name, state: open };
}
