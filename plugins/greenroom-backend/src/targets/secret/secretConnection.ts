import { connectionSecret } from '@greenroom/backstage-plugin-greenroom-common';
import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { connectionStatus } from './connectionStatus';
import {
  externalSecretApi,
  externalSecrets,
  olderExternalSecrets,
} from './externalSecrets';
import { renderConnection } from './renderConnection';

/** A Connection as a Secret of its project, as Open Data Hub has it. */
export const secretConnection: Target<'Connection'> = {
  id: 'secret',
  kind: 'Connection',
  offered: () => ({ preference: 1 }),
  render: renderConnection,
  observes: [externalSecrets, olderExternalSecrets],
  interests: ({ name, spec }, { namespace, cluster }) =>
    spec.externalSecret
      ? [
          {
            apiVersion: externalSecretApi(cluster),
            kind: 'ExternalSecret',
            namespace,
            by: { name },
          },
        ]
      : [],
  secrets: ({ name, spec }) => [connectionSecret(name, spec)],
  // What uses it reads it when it starts.
  impact: () => 'none',
  status: connectionStatus,
};
