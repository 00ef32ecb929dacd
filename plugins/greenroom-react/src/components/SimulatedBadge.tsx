import { Flex, Text } from '@backstage/ui';
import { RiTestTubeLine } from '@remixicon/react';

/** Says that what is shown comes from simulated nodes. */
export const SimulatedBadge = () => (
  <Flex align="start" gap="1">
    <RiTestTubeLine
      size={16}
      aria-hidden
      style={{ color: 'var(--bui-fg-announcement)', flexShrink: 0 }}
    />
    <Text as="span" variant="body-small" color="info">
      Simulated: no container runs on this cluster&apos;s nodes
    </Text>
  </Flex>
);
