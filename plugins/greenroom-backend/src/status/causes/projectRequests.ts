import { ApplyFailure } from '@greenroom/backstage-plugin-greenroom-node';
import { Cause } from '../Cause';

/** How OpenShift refuses somebody who has as many projects as they may. Source: openshift-apiserver, admission/requestlimit. */
const LIMIT = /cannot create more than (\d+) project/;

/** OpenShift makes no project for Greenroom's account. Sources: RBAC and openshift-apiserver, whose words a platform team may choose. */
export const projectRequestRefused: Cause = {
  reason: 'ProjectRequestRefused',
  phase: 'Failed',
  stage: 'Applied',
  find: ({ context: { failure, cluster } }) =>
    isAboutRequest(failure) && ['Forbidden', 'Denied'].includes(failure.type)
      ? {
          ...explain(failure, cluster.name),
          object: failure.object,
          evidence: failure.message,
        }
      : undefined,
};

/** Only OpenShift makes projects when it is asked to. */
export const projectRequestsNotServed: Cause = {
  reason: 'ProjectRequestsNotServed',
  phase: 'Failed',
  stage: 'Applied',
  find: ({ context: { failure, cluster } }) =>
    isAboutRequest(failure) && failure.message.includes('does not serve')
      ? {
          summary: `Greenroom is told to ask OpenShift for the namespaces of projects, and cluster '${cluster.name}' is none.`,
          object: failure.object,
          evidence: failure.message,
          fixes: [
            {
              text: `Ask the platform team to take ${setting(
                cluster.name,
              )} out`,
            },
          ],
        }
      : undefined,
};

function isAboutRequest(
  failure: ApplyFailure | undefined,
): failure is ApplyFailure {
  return failure?.object.startsWith('ProjectRequest ') ?? false;
}

function explain({ message }: ApplyFailure, cluster: string) {
  const limit = LIMIT.exec(message)?.[1];
  if (limit) {
    return {
      summary: `OpenShift lets Greenroom's account have ${limit} projects, and it has them.`,
      fixes: [
        { text: 'Delete a project that nobody needs' },
        { text: "Ask the platform team to raise the account's limit" },
      ],
    };
  }
  return {
    summary: `Greenroom's account may not request this project on cluster '${cluster}'.`,
    fixes: [
      {
        text: "Ask the platform team to let Greenroom's account create projectrequests of project.openshift.io (deploy/accounts.yaml)",
      },
      {
        text: `Ask it to set ${setting(
          cluster,
        )} to Namespace, where Greenroom may make namespaces itself`,
      },
    ],
  };
}

function setting(cluster: string): string {
  return `greenroom.clusters.${cluster}.projectNamespaces`;
}
