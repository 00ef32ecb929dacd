import { Alert, Flex, Text } from '@backstage/ui';
import {
  ObservedAssetFilter,
  ObservedAssetList,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  LiveContent,
  useObservedAssets,
} from '@greenroom/backstage-plugin-greenroom-react';
import { useId } from 'react';
import { ObservedTable } from './ObservedTable';

/** What others made, under the assets; nothing at all where there is none. */
export const ObservedAssets = ({ filter }: { filter: ObservedAssetFilter }) => {
  const observed = useObservedAssets(filter);
  // Most projects have none: room is not kept for what will not come.
  if (observed.state === 'loading' && !observed.value) return null;
  return (
    <LiveContent live={observed} what="what others made">
      {list => <Observed list={list} onAdopted={observed.refresh} />}
    </LiveContent>
  );
};

function Observed({
  list: { items, more, unseen },
  onAdopted,
}: {
  list: ObservedAssetList;
  onAdopted: () => void;
}) {
  const heading = useId();
  if (!items.length && !unseen.length) return null;
  return (
    <section aria-labelledby={heading} style={{ minWidth: 0 }}>
      <Flex direction="column" gap="3">
        <Text as="h2" id={heading} variant="title-x-small">
          Made by others
        </Text>
        <Text as="p" variant="body-medium" color="secondary">
          These are on the cluster and are not Greenroom’s. It shows them and
          leaves them as they are.
        </Text>
        {unseen.map(({ cluster, reason }) => (
          <Alert
            key={cluster}
            role="status"
            status="warning"
            icon
            title={`Cluster ${cluster} is not seen`}
            description={`There may be more than is shown here: ${reason}`}
          />
        ))}
        {items.length > 0 && (
          <ObservedTable items={items} onAdopted={onAdopted} />
        )}
        {more && (
          <Text as="p" variant="body-small" color="secondary">
            These are the first {items.length}. Look at a single project to see
            the others.
          </Text>
        )}
      </Flex>
    </section>
  );
}
