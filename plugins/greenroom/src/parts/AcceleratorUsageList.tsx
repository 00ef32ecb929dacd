import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Flex,
  Text,
} from '@backstage/ui';
import {
  AcceleratorHolder,
  AcceleratorUsage,
  assetEntityRef,
  Capacity,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  SimulatedBadge,
  TimeAgo,
} from '@greenroom/backstage-plugin-greenroom-react';
import LinearProgress from '@material-ui/core/LinearProgress';

export interface AcceleratorUsageListProps {
  capacity: Capacity;
  /** Only this cluster's. */
  cluster: string;
}

/** Each accelerator product of a cluster. What is not seen is said to be unknown, never drawn as zero. */
export const AcceleratorUsageList = ({
  capacity,
  cluster,
}: AcceleratorUsageListProps) => {
  const sight = capacity.clusters.find(seen => seen.cluster === cluster);
  if (!sight?.known) {
    return (
      <Alert
        role="status"
        status="info"
        icon
        title="Cannot tell"
        description={`How many accelerators are free on ${cluster} is not known: ${
          sight?.reason ?? 'Greenroom has not seen this cluster yet.'
        }`}
      />
    );
  }
  const usages = capacity.accelerators.filter(
    usage => usage.cluster === cluster,
  );
  return (
    <Flex direction="column" gap="4" style={{ minWidth: 0 }}>
      {sight.stale && (
        <Alert
          role="status"
          status="warning"
          icon
          title="This may be old"
          description={
            <>
              The connection to {cluster} is lost.
              {sight.observedAt && (
                <>
                  {' '}
                  Last seen <TimeAgo at={sight.observedAt} />.
                </>
              )}
            </>
          }
        />
      )}
      {usages.map(usage => (
        <Usage key={`${usage.resource} ${usage.product}`} usage={usage} />
      ))}
      {!usages.length && (
        <Text as="p">The nodes of {cluster} have no accelerators.</Text>
      )}
      {sight.simulated && <SimulatedBadge />}
    </Flex>
  );
};

function Usage({ usage }: { usage: AcceleratorUsage }) {
  const { product, allocatable, used, free, largestFree, holders } = usage;
  const text = `${free} of ${allocatable} free`;
  return (
    <section
      aria-label={product}
      style={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        rowGap: 'var(--bui-space-1)',
      }}
    >
      <Flex
        justify="between"
        align="baseline"
        gap="2"
        style={{ flexWrap: 'wrap' }}
      >
        <Text as="span" weight="bold">
          {product}
        </Text>
        <Text as="span">{text}</Text>
      </Flex>
      <LinearProgress
        variant="determinate"
        value={allocatable ? (100 * used) / allocatable : 0}
        aria-label={`${product}: ${used} of ${allocatable} in use`}
      />
      <Text as="p" variant="body-small" color="secondary">
        {usage.resource} on {usage.nodes} {usage.nodes === 1 ? 'node' : 'nodes'}
        {free > 0 && `; at most ${largestFree} together on one node`}
      </Text>
      {holders.length > 0 && <Holders holders={holders} product={product} />}
    </section>
  );
}

function Holders({
  holders,
  product,
}: {
  holders: readonly AcceleratorHolder[];
  product: string;
}) {
  return (
    <Accordion>
      <AccordionTrigger title={`Who has them (${holders.length})`} />
      <AccordionPanel>
        <ul
          aria-label={`Holders of ${product}`}
          style={{ margin: 0, overflowWrap: 'anywhere' }}
        >
          {holders.map(holder => (
            <li key={`${holder.namespace}/${holderName(holder)}`}>
              <Text as="span">
                {holder.count} × <HolderName holder={holder} /> in{' '}
                {holder.namespace}
                {holder.since && (
                  <>
                    , <TimeAgo at={holder.since} />
                  </>
                )}
              </Text>
            </li>
          ))}
        </ul>
      </AccordionPanel>
    </Accordion>
  );
}

function holderName({ asset, pod }: AcceleratorHolder): string {
  return asset ? `${asset.kind} ${asset.name}` : pod ?? 'someone';
}

function HolderName({ holder }: { holder: AcceleratorHolder }) {
  return holder.asset ? (
    <EntityRefLink
      entityRef={assetEntityRef(holder.asset)}
      title={holderName(holder)}
    />
  ) : (
    <>{holderName(holder)}</>
  );
}
