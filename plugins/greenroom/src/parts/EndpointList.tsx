import { Flex, Link, Text } from '@backstage/ui';
import { Endpoint } from '@greenroom/backstage-plugin-greenroom-common';
import { safeHref } from '@greenroom/backstage-plugin-greenroom-react';

const PROTOCOLS: Record<Endpoint['kind'], string> = {
  workbench: 'Workbench',
  openai: 'OpenAI API',
  v2: 'Open Inference Protocol (v2)',
  grpc: 'gRPC',
};

/** Addresses of an asset; a link only where the reader's browser can follow it. */
export const EndpointList = ({
  endpoints,
}: {
  endpoints: readonly Endpoint[];
}) => (
  <Flex direction="column" gap="1">
    {endpoints.map(endpoint => (
      <div key={`${endpoint.kind} ${endpoint.url}`}>
        <EndpointAddress endpoint={endpoint} />
        <Text as="div" variant="body-small" color="secondary">
          {PROTOCOLS[endpoint.kind]}
          {endpoint.reachableFrom === 'cluster' &&
            ', reachable inside the cluster only'}
        </Text>
      </div>
    ))}
  </Flex>
);

function EndpointAddress({ endpoint }: { endpoint: Endpoint }) {
  const href = browserHref(endpoint);
  return href ? (
    <Link href={href} target="_blank" rel="noopener noreferrer">
      {endpoint.url}
    </Link>
  ) : (
    <code style={{ overflowWrap: 'anywhere' }}>{endpoint.url}</code>
  );
}

/** The address as a link, when a browser may follow it. */
export function browserHref({
  url,
  reachableFrom,
}: Endpoint): string | undefined {
  return reachableFrom === 'browser' ? safeHref(url) : undefined;
}
