import {
  namespaces,
  quotas,
  Target,
} from '@greenroom/backstage-plugin-greenroom-node';
import { projectStatus } from './projectStatus';
import { renderProject } from './renderProject';
import { QUOTA_NAME } from './tierObjects';

/** A Project as a Namespace that Greenroom creates, or that was there. */
export const namespaceProject: Target<'Project'> = {
  id: 'namespace',
  kind: 'Project',
  offered: () => ({ preference: 1 }),
  render: renderProject,
  observes: [namespaces, quotas],
  interests: (_project, { namespace }) => [
    { apiVersion: 'v1', kind: 'Namespace', by: { name: namespace } },
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      namespace,
      by: { name: QUOTA_NAME },
    },
  ],
  impact: () => 'none',
  status: projectStatus,
};
