import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import {
  AssetSummary,
  Phase,
  PHASES,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  LiveContent,
  PhaseBadge,
  TimeAgo,
  useAssets,
} from '@greenroom/backstage-plugin-greenroom-react';
import { KIND_WORDS } from '../parts/AssetTable';
import { PhaseCounts } from '../parts/PhaseCounts';
import { ClusterList } from './ClusterList';
import { PageBody } from './PageBody';

/** The worst first: what failed, then what is wrong or stuck, then what cannot be seen. */
const ATTENTION: readonly Phase[] = [
  'Failed',
  'Degraded',
  'Pending',
  'Unknown',
];
const SHOWN = 20;

/** What there is, and what needs somebody. */
export const OverviewPage = () => {
  const assets = useAssets();
  return (
    <PageBody>
      <LiveContent live={assets} what="the assets">
        {({ items }) => (
          <>
            <Card>
              <CardHeader>
                <Text as="h2" variant="title-x-small">
                  Assets
                </Text>
              </CardHeader>
              <CardBody>
                <PhaseCounts phases={byPhase(items)} />
              </CardBody>
            </Card>
            <Attention items={needAttention(items)} />
          </>
        )}
      </LiveContent>
      <ClusterList />
    </PageBody>
  );
};

function byPhase(items: readonly AssetSummary[]): Phase[] {
  return items
    .map(({ phase }) => phase)
    .sort((a, b) => PHASES.indexOf(a) - PHASES.indexOf(b));
}

function needAttention(items: readonly AssetSummary[]): AssetSummary[] {
  return items
    .filter(({ phase }) => ATTENTION.includes(phase))
    .sort(
      (a, b) =>
        ATTENTION.indexOf(a.phase) - ATTENTION.indexOf(b.phase) ||
        a.updatedAt.localeCompare(b.updatedAt),
    );
}

function Attention({ items }: { items: readonly AssetSummary[] }) {
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small">
          What needs attention
        </Text>
      </CardHeader>
      <CardBody>
        {items.length ? (
          <ul
            aria-label="What needs attention"
            style={{ listStyle: 'none', margin: 0, padding: 0 }}
          >
            {items.slice(0, SHOWN).map(asset => (
              <li key={asset.id}>
                <AttentionLine asset={asset} />
              </li>
            ))}
          </ul>
        ) : (
          <Text as="p">Nothing. Everything that should run does.</Text>
        )}
        {items.length > SHOWN && (
          <Text as="p" color="secondary">
            And {items.length - SHOWN} more: see Assets.
          </Text>
        )}
      </CardBody>
    </Card>
  );
}

function AttentionLine({ asset }: { asset: AssetSummary }) {
  return (
    <Flex direction="column" gap="1" py="2">
      <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
        <PhaseBadge phase={asset.phase} />
        <EntityRefLink entityRef={asset.entityRef} title={asset.title} />
        <Text as="span" variant="body-small" color="secondary">
          {KIND_WORDS[asset.kind]} in {asset.project},{' '}
          <TimeAgo at={asset.updatedAt} />
        </Text>
      </Flex>
      {asset.summary && <Text as="p">{asset.summary}</Text>}
    </Flex>
  );
}
