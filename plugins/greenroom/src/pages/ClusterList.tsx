import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import {
  ClusterIdentity,
  ClusterInfo,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  LiveContent,
  SimulatedBadge,
  useClusters,
} from '@greenroom/backstage-plugin-greenroom-react';
import { KIND_WORDS } from '../parts/AssetTable';

const STATES: Record<ClusterInfo['state'], string> = {
  connecting: 'connecting',
  live: 'connected',
  stale: 'connection lost: what is shown may be old',
  denied: 'refuses Greenroom’s credential',
  misconfigured: 'wrongly configured',
};

/** The clusters, how well each is seen, and what it cannot do. */
export const ClusterList = () => {
  const clusters = useClusters();
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small">
          Clusters
        </Text>
      </CardHeader>
      <CardBody>
        <LiveContent live={clusters} what="the clusters">
          {items =>
            items.length ? (
              <>
                {items.map(cluster => (
                  <Cluster key={cluster.name} cluster={cluster} />
                ))}
              </>
            ) : (
              <Text as="p">
                No cluster is configured. An administrator adds one under{' '}
                <code>kubernetes.clusterLocatorMethods</code>.
              </Text>
            )
          }
        </LiveContent>
      </CardBody>
    </Card>
  );
};

function Cluster({ cluster }: { cluster: ClusterInfo }) {
  return (
    <Flex direction="column" gap="1" py="2">
      <Text as="p">
        <strong>{cluster.title ?? cluster.name}</strong>:{' '}
        {STATES[cluster.state]}
        {cluster.kubernetesVersion &&
          `, Kubernetes ${cluster.kubernetesVersion}`}
      </Text>
      {cluster.message && <Text as="p">{cluster.message}</Text>}
      <Identity of={cluster.identity} />
      {cluster.safeguards?.message && (
        <Text as="p" variant="body-small" color="secondary">
          {cluster.safeguards.message}
        </Text>
      )}
      {cluster.targets
        .filter(({ target }) => !target)
        .map(({ kind, missing }) => (
          <Text key={kind} as="p" variant="body-small" color="secondary">
            {KIND_WORDS[kind]}: not possible here{missing && `, ${missing}`}
          </Text>
        ))}
      {cluster.simulated && <SimulatedBadge />}
    </Flex>
  );
}

/** Why Greenroom only reads there, and what is there that nobody declares. */
function Identity({ of: identity }: { of?: ClusterIdentity }) {
  if (!identity) return null;
  const { state, message, unknownObjects } = identity;
  return (
    <>
      {state !== 'Ours' && (
        <Text as="p">
          Greenroom changes nothing here ({state}){message && `: ${message}`}
        </Text>
      )}
      {unknownObjects && (
        <Text as="p" variant="body-small" color="secondary">
          {unknownObjects.count} objects bear Greenroom’s labels, and nothing
          that is declared has them: {unknownObjects.names.join(', ')}
          {unknownObjects.count > unknownObjects.names.length && ', …'}
        </Text>
      )}
    </>
  );
}
