import { Button, Flex, Text } from '@backstage/ui';
import {
  Asset,
  AssetEvent,
  assetChannel,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  LiveContent,
  TimeAgo,
  useLive,
} from '@greenroom/backstage-plugin-greenroom-react';
import { ReactNode, useState } from 'react';

const LIST = {
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'grid',
  gap: 'var(--bui-space-2)',
  maxHeight: '20rem',
  overflowY: 'auto',
} as const;

export interface EventsProps {
  asset: Asset;
  /** What else one can look at, beside the button. */
  children?: ReactNode;
}

/** What the cluster reported about an asset, asked for when somebody wants to see it. */
export const Events = ({ asset, children }: EventsProps) => {
  const [open, setOpen] = useState(false);
  return (
    <Flex direction="column" gap="2">
      <Flex gap="2">
        <Button
          size="small"
          variant="tertiary"
          aria-expanded={open}
          onPress={() => setOpen(!open)}
        >
          {open ? 'Hide events' : 'Show events'}
        </Button>
        {children}
      </Flex>
      {open && <EventList asset={asset} />}
    </Flex>
  );
};

function EventList({ asset }: { asset: Asset }) {
  const events = useLive({
    key: `events ${stringifyAssetRef(asset)}`,
    load: (api, signal) => api.events(asset, { signal }),
    channels: () => [{ channel: assetChannel(asset.id), when: 'every' }],
  });
  return (
    <LiveContent live={events} what="the events">
      {items =>
        items.length ? (
          <ul aria-label="Events" style={LIST}>
            {items.map(event => (
              <li key={keyOf(event)} style={{ overflowWrap: 'anywhere' }}>
                <EventText event={event} />
              </li>
            ))}
          </ul>
        ) : (
          <Text as="p">The cluster has reported nothing lately.</Text>
        )
      }
    </LiveContent>
  );
}

function EventText({ event }: { event: AssetEvent }) {
  const { type, object, reason, message, count, lastSeen } = event;
  return (
    <>
      <Text as="div" variant="body-small" weight="bold">
        {type === 'Warning' ? `Warning: ${reason}` : reason}
      </Text>
      <Text as="div" variant="body-small">
        {message}
      </Text>
      <Text as="div" variant="body-small" color="secondary">
        {object}, <TimeAgo at={lastSeen} />
        {count > 1 && `, ${count} times`}
      </Text>
    </>
  );
}

function keyOf({ object, reason, message, lastSeen }: AssetEvent): string {
  return [object, reason, lastSeen, message].join(' ');
}
