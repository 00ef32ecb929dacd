import { Flex, Text } from '@backstage/ui';
import { Phase } from '@greenroom/backstage-plugin-greenroom-common';
import { PhaseBadge } from '@greenroom/backstage-plugin-greenroom-react';

/** How many assets are in each phase; phases in which there are none are left out. */
export const PhaseCounts = ({ phases }: { phases: readonly Phase[] }) => {
  const counts = new Map<Phase, number>();
  phases.forEach(phase => counts.set(phase, (counts.get(phase) ?? 0) + 1));
  if (!counts.size) {
    return (
      <Text as="p" color="secondary">
        No assets yet. Create a workbench or a model server from a template.
      </Text>
    );
  }
  return (
    <Flex
      gap="4"
      style={{ flexWrap: 'wrap' }}
      role="list"
      aria-label="Assets by phase"
    >
      {[...counts].map(([phase, count]) => (
        <Flex key={phase} align="center" gap="1" role="listitem">
          <Text as="span" variant="title-x-small">
            {count}
          </Text>
          <PhaseBadge phase={phase} />
        </Flex>
      ))}
    </Flex>
  );
};
